using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Lana.Native;

/// <summary>Threads that run torch with one intra-op thread each, for many small pieces of work in parallel.</summary>
/// <remarks>Each piece runs on one thread from its beginning to its end, so its result does not depend on the number of
/// workers. torch stores the number of intra-op threads per thread, which is why such work must not run on the thread
/// pool. Not safe for calls from several threads at once.</remarks>
internal sealed class TorchWorkers : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread[] _threads;

    public TorchWorkers(int count = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        TorchRuntime.EnsureInitialized();
        Count = count == 0 ? Environment.ProcessorCount : count;
        _threads = new Thread[Count];
        for (var index = 0; index < Count; index++)
        {
            _threads[index] = new Thread(Work) { IsBackground = true, Name = $"Lana worker {index}" };
            _threads[index].Start();
        }
    }

    public int Count { get; }

    /// <summary>Runs a piece of work for each number and waits for all of them.</summary>
    /// <remarks>The first exception of a piece is thrown again here, after the running pieces have ended.</remarks>
    public void Run(int pieces, Action<int> body, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = new WorkerRun(pieces, body, cancellationToken);
        var helpers = Math.Min(Count, pieces);
        using var finished = new CountdownEvent(Math.Max(1, helpers));
        for (var helper = 0; helper < helpers; helper++)
        {
            // The token is not passed: started pieces are always awaited.
            _work.Add(
                () =>
                {
                    run.TakePieces();
                    finished.Signal();
                },
                CancellationToken.None);
        }

        if (helpers > 0)
        {
            finished.Wait(CancellationToken.None);
        }

        run.ThrowIfFailed();
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();

        // The heaps of the threads keep what they freed, and the next workers' tensors have other sizes.
        TorchRuntime.ReleaseMemory();
    }

    private void Work()
    {
        set_num_threads(1);
        foreach (var item in _work.GetConsumingEnumerable())
        {
            item();
        }
    }

    private sealed class WorkerRun(int pieces, Action<int> body, CancellationToken cancellationToken)
    {
        private int _next = -1;
        private int _finished;
        private ExceptionDispatchInfo? _failure;

        public void TakePieces()
        {
            for (var piece = Interlocked.Increment(ref _next);
                piece < pieces && Volatile.Read(ref _failure) is null && !cancellationToken.IsCancellationRequested;
                piece = Interlocked.Increment(ref _next))
            {
                TakePiece(piece);
            }
        }

        public void ThrowIfFailed()
        {
            _failure?.Throw();
            if (_finished < pieces)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        private void TakePiece(int piece)
        {
            try
            {
                using var scope = NewDisposeScope();
                body(piece);
                Interlocked.Increment(ref _finished);
            }
            catch (Exception exception)
            {
                // Kept, not swallowed: ThrowIfFailed throws it on the caller's thread.
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            }
        }
    }
}
