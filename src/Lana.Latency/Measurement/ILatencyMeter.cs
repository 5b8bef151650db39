namespace Lana.Measurement;

/// <summary>Times models on this device, in the runtime that will be used.</summary>
/// <remarks>Safe to call from several threads: measurements of one process take turns, since two at once would slow
/// each other down. Results are times and therefore differ from run to run; everything else is deterministic.</remarks>
public interface ILatencyMeter
{
    /// <summary>The device and the method of measurement: times of different profiles are not comparable.</summary>
    DeviceProfile Profile { get; }

    /// <summary>Times subjects, interleaved.</summary>
    /// <param name="subjects">The subjects to time.</param>
    /// <param name="progress">Receives each finished subject; null disables reports.</param>
    /// <param name="cancellationToken">Stops within one run.</param>
    /// <returns>One estimate per subject, in order.</returns>
    /// <exception cref="LatencyMeterException">A model cannot be loaded or run; the message names it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
