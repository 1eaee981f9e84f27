package dev.weir.bench.core

import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutorService
import java.util.function.Function
import java.util.function.LongUnaryOperator
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.flatMapMerge
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

/**
 * Several calls at a time, as it is written in Kotlin. There is no operator that keeps their order: they are begun before a
 * buffer and awaited behind it. Besides those in the buffer one is awaited, and one waits to be put in.
 */
@OptIn(ExperimentalCoroutinesApi::class)
object KotlinCalls {
    @JvmStatic
    fun futures(source: Iterable<Long>, atATime: Int, call: Function<Long, CompletableFuture<Long>>): Long =
        runBlocking {
            source.asFlow()
                .map { call.apply(it) }
                .buffer(atATime - 2)
                .map { it.await() }
                .fold(0L) { sum, n -> sum + n }
        }

    @JvmStatic
    fun futuresUnordered(source: Iterable<Long>, atATime: Int, call: Function<Long, CompletableFuture<Long>>): Long =
        runBlocking {
            source.asFlow()
                .flatMapMerge(atATime) { flow { emit(call.apply(it).await()) } }
                .fold(0L) { sum, n -> sum + n }
        }

    @JvmStatic
    fun blocking(source: Iterable<Long>, atATime: Int, executor: ExecutorService, call: LongUnaryOperator): Long {
        val virtual = executor.asCoroutineDispatcher()
        return runBlocking {
            source.asFlow()
                .map { async(virtual) { call.applyAsLong(it) } }
                .buffer(atATime - 2)
                .map { it.await() }
                .fold(0L) { sum, n -> sum + n }
        }
    }

    @JvmStatic
    fun blockingUnordered(
        source: Iterable<Long>,
        atATime: Int,
        executor: ExecutorService,
        call: LongUnaryOperator,
    ): Long {
        val virtual = executor.asCoroutineDispatcher()
        return runBlocking {
            source.asFlow()
                .flatMapMerge(atATime) { flow { emit(call.applyAsLong(it)) }.flowOn(virtual) }
                .fold(0L) { sum, n -> sum + n }
        }
    }
}
