using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Lana.Native;

namespace Lana.FineTuning;

/// <summary>Prepares the next batches on a dedicated thread while the student trains: reads, augments, runs the
/// teacher.</summary>
/// <remarks>One intra-op thread and batches in order: the result does not depend on timing.</remarks>
internal sealed class BatchPipeline : IDisposable
{
    private const int MaxBatchesAhead = 3;

    private readonly BlockingCollection<PreparedBatch> _ready = new(MaxBatchesAhead);
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

    /// <summary>The next batch, which the caller disposes; rethrows a failure of its preparation.</summary>
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

        // Joins the dedicated thread.
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
                Publish(preparation.Prepare(step));
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

    // A batch that is no longer wanted is disposed here.
    private void Publish(PreparedBatch batch)
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
