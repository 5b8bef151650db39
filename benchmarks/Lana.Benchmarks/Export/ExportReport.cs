namespace Lana.Benchmarks.Export;

/// <summary>The measurements of the verb <c>export</c>.</summary>
internal sealed record ExportReport
{
    /// <summary>Lana's time as a share of torchvision's: the median of the repeats.</summary>
    public required double Ratio { get; init; }

    /// <summary>The maximum ratio that is aimed at.</summary>
    public double Target { get; } = 1.05;

    public required double LanaMs { get; init; }

    public required double TorchvisionMs { get; init; }

    /// <summary>The ratio of each repeat.</summary>
    public required IReadOnlyList<double> Ratios { get; init; }

    public required string Network { get; init; }

    public required string Input { get; init; }

    public required string Device { get; init; }

    public required string Runtime { get; init; }

    public required int Threads { get; init; }

    public required ExportOptions Options { get; init; }

    public required DateTimeOffset At { get; init; }
}
