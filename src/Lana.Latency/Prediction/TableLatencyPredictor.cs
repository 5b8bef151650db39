using System.Collections.Immutable;
using Lana.Candidates;
using Lana.Tables;

namespace Lana.Prediction;

/// <summary>The sum of a latency table, corrected by measured networks.</summary>
/// <remarks>LANA, section 3.3: the sum of the table; with a scale and an offset fitted to what was measured as a
/// whole.</remarks>
public sealed class TableLatencyPredictor : ILatencyPredictor
{
    // Stands for a latency that no sum is corrected to: what is within it is nothing.
    private const double SmallestSumMs = 1e-9;

    private readonly ImmutableArray<LatencyPoint> _points;

    /// <summary>Creates a predictor that has seen the networks of the table and no others.</summary>
    /// <param name="table">The table of one device.</param>
    public TableLatencyPredictor(LatencyTable table)
        : this(table ?? throw new ArgumentNullException(nameof(table)), [])
    {
        _points =
        [
            .. table.Networks.Select(network => new LatencyPoint(PlainSum(network.Operations), network.LatencyMs)),
        ];
        Correction = LatencyCorrection.Fit(_points);
    }

    private TableLatencyPredictor(LatencyTable table, ImmutableArray<LatencyPoint> points)
    {
        Table = table;
        _points = points;
        Correction = LatencyCorrection.Fit(points);
    }

    /// <summary>The table.</summary>
    public LatencyTable Table { get; }

    /// <summary>What is made of the table's sum.</summary>
    public LatencyCorrection Correction { get; }

    /// <summary>The measured networks it was fitted to.</summary>
    public IReadOnlyList<LatencyPoint> Observations => _points;

    /// <summary>The plain sum of the table, constant included: the paper's prediction.</summary>
    /// <param name="selection">One operation name per layer, in the order of the layers.</param>
    /// <returns>Milliseconds.</returns>
    /// <exception cref="ArgumentException">The number of names is not that of the layers.</exception>
    /// <exception cref="KeyNotFoundException">An operation is unknown in its layer.</exception>
    public double PlainSum(IReadOnlyList<string> selection) =>
        Table.ConstantMs + Entries(selection).Sum(entry => entry.LatencyMs);

    /// <inheritdoc/>
    public LatencyEstimate Predict(IReadOnlyList<string> selection)
    {
        var variance = Entries(selection).Sum(entry => entry.ErrorMs * entry.ErrorMs);
        var latency = Correction.Apply(PlainSum(selection));
        var misfit = latency * RelativeMisfit();
        return new LatencyEstimate(
            latency, Math.Sqrt((Correction.Scale * Correction.Scale * variance) + (misfit * misfit)));
    }

    /// <inheritdoc/>
    public ILatencyPredictor Observe(IReadOnlyList<string> selection, double measuredMs) =>
        new TableLatencyPredictor(Table, _points.Add(new LatencyPoint(PlainSum(selection), measuredMs)));

    /// <inheritdoc/>
    public CostTable ToCostTable(double nearMs)
    {
        if (!double.IsFinite(nearMs) || nearMs <= 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(nearMs), nearMs, "A latency is positive and finite.");
        }

        // Sums grow with what they are corrected to, so the sums within a latency are those below one sum.
        var factor = nearMs / Math.Max(Correction.Invert(nearMs), SmallestSumMs);
        return new CostTable(
            "ms",
            Table.Profile.Key,
            Table.Entries.Select(entry => new CostEntry(entry.Layer, entry.Operation, factor * entry.LatencyMs)),
            factor * Table.ConstantMs);
    }

    private IEnumerable<LatencyEntry> Entries(IReadOnlyList<string> selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (selection.Count != Table.Layers.Length)
        {
            throw new ArgumentException(
                $"'{Table.Network}' has {Table.Layers.Length} layers; the selection names {selection.Count} " +
                "operations.",
                nameof(selection));
        }

        return Table.Layers.Zip(selection, (layer, operation) => Table.Find(layer, operation)
            ?? throw new KeyNotFoundException(
                $"The latency table of '{Table.Network}' has no operation '{operation}' in layer '{layer}'."));
    }

    private double RelativeMisfit() => _points.Length == 0
        ? 0.0
        : Math.Sqrt(_points.Average(point =>
        {
            var misfit = (Correction.Apply(point.TableMs) / point.MeasuredMs) - 1.0;
            return misfit * misfit;
        }));
}
