using System.Collections.Concurrent;

namespace Lana.FineTuning;

/// <summary>Prepares the next batches on a dedicated thread while the student trains: reads and augments images and
/// runs the teacher.</summary>
/// <remarks>One intra-op thread and batches in order: the result does not depend on timing.</remarks>
internal sealed class BatchPipeline : IDisposable
{
    private const int MaxBatchesAhead = 3;

    private readonly BlockingCollection<PreparedBatch> _ready = new(MaxBatchesAhead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<bool> _producer;

    /// <summary>Starts to prepare the batches from <paramref name="firstStep"/> up to, but not including,
    /// <paramref name="endStep"/>.</summary>
    public BatchPipeline(BatchPreparation preparation, long firstStep, long endStep) =>
        _producer = TorchThread.RunAsync(1, () => Produce(preparation, firstStep, endStep));

    /// <summary>The next batch, which the caller disposes; rethrows a failure of its preparation.</summary>
    public PreparedBatch Next(CancellationToken cancellationToken)
    {
        if (!_ready.TryTake(out var batch, Timeout.Infinite, cancellationToken))
        {
            // The dedicated thread has ended: this rethrows the reason.
            _producer.GetAwaiter().GetResult();
            throw new InvalidOperationException("The pipeline has ended.");
        }

        return batch;
    }

    public void Dispose()
    {
        _stop.Cancel();

        // Joins the dedicated thread and ignores its failure, which Next has already thrown or which is no longer relevant.
        Task.WaitAny(_producer);
        _ = _producer.Exception;
        foreach (var batch in _ready)
        {
            batch.Dispose();
        }

        _ready.Dispose();
        _stop.Dispose();
    }

    private bool Produce(BatchPreparation preparation, long firstStep, long endStep)
    {
        try
        {
            for (var step = firstStep; step < endStep && !_stop.IsCancellationRequested; step++)
            {
                Publish(preparation.Prepare(step));
            }

            return true;
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }

    // A batch that is no longer needed is disposed here.
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
