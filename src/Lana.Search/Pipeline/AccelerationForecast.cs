using System.Collections.Immutable;

namespace Lana.Pipeline;

/// <summary>The expected requirements of an acceleration: the time of each stage, memory and disk space.</summary>
/// <remarks>Times are extrapolated from a few steps of the real stages on this machine; another process that runs
/// during the acceleration and not during the forecast, or the reverse, changes them.</remarks>
public sealed record AccelerationForecast
{
    /// <summary>Creates a forecast.</summary>
    /// <param name="stages">The stages in the order in which they run; copied.</param>
    /// <param name="memoryBytes">The expected peak of the process' memory, in bytes.</param>
    /// <param name="diskBytes">The expected size of the run directory, in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of bytes is negative.</exception>
    public AccelerationForecast(IEnumerable<StageForecast> stages, long memoryBytes, long diskBytes)
    {
        ArgumentNullException.ThrowIfNull(stages);
        ArgumentOutOfRangeException.ThrowIfNegative(memoryBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(diskBytes);
        (Stages, MemoryBytes, DiskBytes) = (ImmutableArray.CreateRange(stages), memoryBytes, diskBytes);
    }

    /// <summary>The stages in the order in which they run; a stage that is off is absent.</summary>
    public IReadOnlyList<StageForecast> Stages { get; }

    /// <summary>The expected peak of the process' resident memory, in bytes, including its present memory.</summary>
    public long MemoryBytes { get; }

    /// <summary>The expected size of the run directory, in bytes.</summary>
    public long DiskBytes { get; }

    /// <summary>The expected duration of all stages together.</summary>
    public TimeSpan Total => Stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage.Expected);

    /// <summary>Formats a table for a log or a console: a line for each stage, the total, and memory and disk space.</summary>
    /// <returns>Several lines, without a line break at the end.</returns>
    public override string ToString()
    {
        var lines = Stages.Append(new StageForecast("total", Total)).ToList();
        var width = lines.Max(line => line.Name.Length);
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line.Name.PadRight(width)).Append("  ").AppendLine(Text(line.Expected));
        }

        return text.Append(CultureInfo.InvariantCulture, $"memory {Text(MemoryBytes)}, disk {Text(DiskBytes)}").ToString();
    }

    private static string Text(TimeSpan time) => time.TotalSeconds switch
    {
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        < 59.5 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        < 3600.0 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
    };

    internal static string Text(long bytes) => bytes < 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}
