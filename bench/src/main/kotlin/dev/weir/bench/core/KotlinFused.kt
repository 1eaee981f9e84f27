package dev.weir.bench.core

import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.runBlocking

/** W1 as it is written in Kotlin. */
object KotlinFused {
    @JvmStatic
    fun sum(items: Long): Long = runBlocking {
        (0 until items).asFlow()
            .map { it + 1 }
            .map { it * 3 }
            .map { it xor 5 }
            .filter { it and 1L == 0L }
            .fold(0L) { sum, n -> sum + n }
    }
}
