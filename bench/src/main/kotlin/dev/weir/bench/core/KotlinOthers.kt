package dev.weir.bench.core

import java.util.function.Supplier
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.count
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.drop
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flatMapConcat
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.runningFold
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

/** Other flows of Kotlin. */
@OptIn(ExperimentalCoroutinesApi::class)
object KotlinOthers {
    private val beginnings = listOf<(Flow<Long>) -> Flow<Long>>(
        { flow -> flow.map { it + 2 } },
        { flow -> flow.filter { it % 3 != 0L } },
        { flow -> flow.map { "n$it" }.map { it.length }.map { it.toLong() } },
        { flow -> flow.flatMapConcat { flowOf(it, it + 1) } },
        { flow -> flow.take(700) },
        { flow -> flow.runningFold(0L) { sum, n -> sum + n } },
        { flow -> flow.distinctUntilChanged() },
        { flow -> flow.map { it.toDouble() }.filter { it > 3 }.map { it.toLong() } },
    )
    private val ends = listOf<suspend (Flow<Long>) -> Any>(
        { flow -> flow.map { it - 7 }.filter { it > 5 }.fold(0L) { most, n -> maxOf(most, n) } },
        { flow -> flow.drop(3).count() },
        { flow -> flow.map { it and 255 }.takeWhile { it < 256 }.toList() },
    )

    @JvmStatic
    fun all(): List<Supplier<Any>> = beginnings.flatMap { beginning ->
        ends.map { end -> Supplier { runBlocking { end(beginning((0L until 1_000L).asFlow())) } } }
    }
}
