using Lana.Modules;

namespace Lana.FineTuning;

/// <summary>Recomputes the running statistics of batch norms, which an assembled network needs if it is not
/// fine-tuned.</summary>
/// <remarks>Mixing operations shifts the distributions between layers (LANA, section 3.3).</remarks>
internal static class Recalibration
{
    private const int BatchSize = 100;

    /// <summary>Replaces the running statistics by the mean over at least 2 images that the seed determines;
    /// cancellation leaves them unfinished.</summary>
    public static Task RunAsync(
        Network network,
        IBatchSource data,
        int images = 2000,
        ulong seed = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 2);
        ViewGuard.ThrowIfView(network, nameof(network));
        return TorchThread.RunAsync(0, () =>
        {
            using var gradients = no_grad();
            RunningStatistics.Reset(network.State);
            var source = TeacherOutputSource.ImagesOf(data);
            var sequence = new BatchSequence(data.Count, images, BatchSize, seed);
            for (var step = 0; step < sequence.StepsPerEpoch; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                using var batch = source.ReadChecked(sequence.Indices(step));
                network.Run(MemoryLayout.ToChannelsLast(batch.Images), RunMode.Recalibrate);
            }

            return true;
        });
    }
}
