using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Lana.Native;

namespace Lana.FineTuning;

/// <summary>Prepares the next batches on a thread of its own while the student trains: reading, augmenting, asking the
/// teacher.
/// </summary>
/// <remarks>One intra-op thread and batches in order: what comes out does not depend on timing.</remarks>
internal sealed class BatchPipeline : IDisposable
{
    private const int Ahead = 3;

    private readonly BlockingCollection<PreparedBatch> _ready = new(Ahead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<bool> _producer;
    private ExceptionDispatchInfo? _failure;

    public BatchPipeline(BatchPreparation preparation, long firstStep)
    {
        _producer = TorchThread.RunAsync(1, () =>
        {
            Produce(preparation, firstStep);
            return true;
        });
    }

    /// <summary>The next batch, which the caller disposes; throws what went wrong while it was prepared.</summary>
    public PreparedBatch Next(CancellationToken cancellationToken)
    {
        if (!_ready.TryTake(out var batch, Timeout.Infinite, cancellationToken))
        {
            _failure?.Throw();
            throw new InvalidOperationException("The pipeline has ended.");
        }

        return batch;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _producer.GetAwaiter().GetResult();
        foreach (var batch in _ready)
        {
            batch.Dispose();
        }

        _ready.Dispose();
        _stop.Dispose();
    }

    private void Produce(BatchPreparation preparation, long firstStep)
    {
        try
        {
            for (var step = firstStep; !_stop.IsCancellationRequested; step++)
            {
                Hand(preparation.Prepare(step));
            }
        }
        catch (Exception failure)
        {
            // Not swallowed: Next throws it on the reader's thread.
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }

    // A batch that nobody waits for any more is disposed here.
    private void Hand(PreparedBatch batch)
    {
        try
        {
            _ready.Add(batch, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            batch.Dispose();
        }
    }
}
