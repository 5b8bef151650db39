using Lana.Devices;
using Lana.Profiling;

namespace Lana.Sharding;

/// <summary>A meter and a builder of tables that are made when something is measured: workers measure nothing, and need no
/// native library for it.</summary>
internal sealed class DeferredMeasuring(Func<ILatencyMeter> meter, Func<ILatencyTableBuilder> tables) : ILatencyMeter, ILatencyTableBuilder
{
    private readonly Lazy<ILatencyMeter> _meter = new(meter);
    private readonly Lazy<ILatencyTableBuilder> _tables = new(tables);

    public DeviceProfile Profile => _meter.Value.Profile;

    public Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) => _meter.Value.MeasureAsync(subjects, progress, cancellationToken);

    public Task<LatencyTable> BuildAsync(
        NetworkDefinition teacher,
        ISearchSpace searchSpace,
        string? path = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _tables.Value.BuildAsync(teacher, searchSpace, path, progress, cancellationToken);
}
