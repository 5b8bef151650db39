using Lana.Tables;

namespace Lana.Calibration;

/// <summary>The sum of a latency table, corrected by measured networks.</summary>
/// <remarks>LANA, section 3.3, with a correction fitted to networks that were measured as a whole.</remarks>
public sealed class TableLatencyPredictor : ILatencyPredictor
{
    // Used as the sum if no sum is corrected to the latency.
    private const double MinSumMs = 1e-9;

    // Nine tables from undisturbed hours had errors of 1 to 9 % for their networks and predicted 88 to 101 % of the
    // teacher's time.
    private const int MinNetworks = 10;
    private const double MaxMisfit = 0.10;
    private const double MaxLevelError = 0.25;

    private readonly ImmutableArray<LatencyPoint> _points;
    private readonly LatencyCorrection _correction;

    /// <summary>Creates a predictor that is corrected only by the networks of the table.</summary>
    /// <param name="table">The table of one device.</param>
    public TableLatencyPredictor(LatencyTable table)
        : this(table ?? throw new ArgumentNullException(nameof(table)), PointsOf(table))
    {
    }

    private TableLatencyPredictor(LatencyTable table, ImmutableArray<LatencyPoint> points) =>
        (Table, _points, _correction) = (table, points, LatencyCorrection.Fit(points));

    /// <summary>The table.</summary>
    public LatencyTable Table { get; }

    /// <summary>The warning that the table's sums do not explain the networks that were measured as a whole, for example
    /// because another process kept the machine busy for a part of the time.</summary>
    /// <value>A sentence for the user; null without a reason to warn, or with fewer than ten measured networks.</value>
    public string? CalibrationWarning
    {
        get
        {
            var (misfit, level) = (RelativeMisfit(), TeacherLevel());
            return _points.Length < MinNetworks
                || (misfit <= MaxMisfit && level <= 1.0 + MaxLevelError && level >= 1.0 / (1.0 + MaxLevelError))
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The latency table of '{Table.Network}' does not explain the networks that were measured as a whole: they are " +
                    $"{100.0 * misfit:F0} % off the best line through its sums (up to {100.0 * MaxMisfit:F0} % is usual), which " +
                    $"gives the teacher {100.0 * level:F0} % of its measured time. Measure it again, in a new file, while nothing " +
                    $"else runs.");
        }
    }

    /// <summary>The plain sum of the table, constant included: the paper's prediction.</summary>
    /// <param name="selection">A selection for the table's layers.</param>
    /// <returns>Milliseconds.</returns>
    /// <exception cref="ArgumentException">The selection is for other layers.</exception>
    /// <exception cref="KeyNotFoundException">An operation is unknown in its layer.</exception>
    public double PlainSum(Selection selection) => PlainSum(Table, selection);

    /// <inheritdoc/>
    public LatencyEstimate Predict(Selection selection)
    {
        var variance = Entries(Table, selection).Sum(entry => entry.ErrorMs * entry.ErrorMs);
        var latency = _correction.Apply(PlainSum(selection));
        var misfit = latency * RelativeMisfit();
        var error = Math.Sqrt((_correction.Scale * _correction.Scale * variance) + (misfit * misfit));
        return new LatencyEstimate(latency, latency > 0.0 ? error / latency : 0.0);
    }

    /// <inheritdoc/>
    /// <remarks>A network whose sum is 0 is ignored.</remarks>
    public ILatencyPredictor Observe(Selection selection, double measuredMs) =>
        PlainSum(selection) is > 0.0 and var sum
            ? new TableLatencyPredictor(Table, _points.Add(new LatencyPoint(sum, measuredMs)))
            : this;

    /// <inheritdoc/>
    public CostTable ToCostTable(double nearMs)
    {
        if (!double.IsFinite(nearMs) || nearMs <= 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(nearMs), nearMs, "A latency is positive and finite.");
        }

        // Corrected latencies grow with the sums, so the sums within a latency are those below one sum.
        var factor = nearMs / Math.Max(_correction.Invert(nearMs), MinSumMs);
        return new CostTable(
            "ms",
            Table.Profile.Key,
            Table.Entries.Select(entry => new CostEntry(entry.Key, factor * entry.LatencyMs)),
            factor * Table.ConstantMs);
    }

    private static ImmutableArray<LatencyPoint> PointsOf(LatencyTable table) =>
    [
        .. table.Networks
            .Select(network => new LatencyPoint(PlainSum(table, network.Selection), network.LatencyMs))
            .Where(point => point.TableMs > 0.0),
    ];

    private static double PlainSum(LatencyTable table, Selection selection) =>
        table.ConstantMs + Entries(table, selection).Sum(entry => entry.LatencyMs);

    private static IEnumerable<LatencyEntry> Entries(LatencyTable table, Selection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (!selection.Layers.SequenceEqual(table.Layers))
        {
            throw new ArgumentException(
                $"The selection is not one for the {table.Layers.Length} layers of '{table.Network}'.", nameof(selection));
        }

        return selection.Select(key => table.Find(key)
            ?? throw new KeyNotFoundException($"The latency table of '{table.Network}' has no {key}."));
    }

    // Relative to the measured teacher; by the table's own sum if that is known to be the teacher's.
    private double TeacherLevel() => Table.TeacherMs > 0.0
        ? _correction.Apply(Math.Max(
            Table.TeacherMs,
            Table.ConstantMs + Table.Layers.Sum(layer => Table.Find(new(layer, TeacherOperation.OperationName))?.LatencyMs ?? 0.0)))
            / Table.TeacherMs
        : 1.0;

    private double RelativeMisfit() => _points.Length == 0
        ? 0.0
        : Math.Sqrt(_points.Average(point =>
        {
            var misfit = (_correction.Apply(point.TableMs) / point.MeasuredMs) - 1.0;
            return misfit * misfit;
        }));
}
