using Lana.Tables;

namespace Lana.Calibration;

/// <summary>Estimates the time of operations that were never measured, from their computation and their memory
/// traffic.</summary>
/// <remarks>A sum of non-negative terms: multiply-accumulates of pointwise, dense, depthwise and other kinds, bytes of
/// features and of weights, the number of nodes. Fitted in relative terms to a measured table; the stated uncertainty is the
/// error in five-fold cross-validation. Immutable.</remarks>
public sealed class CostRegression
{
    private const int Folds = 5;
    private const int MinEntries = 10;

    private readonly double[] _coefficients;

    private CostRegression(double[] coefficients, double relativeError)
    {
        _coefficients = coefficients;
        RelativeError = relativeError;
    }

    /// <summary>The root mean square relative error on operations that were left out of the fit.</summary>
    public double RelativeError { get; }

    /// <summary>Fits to a measured table.</summary>
    /// <param name="table">The table; entries with a note (estimated, or below what can be measured) are ignored.</param>
    /// <param name="teacher">The network of the table.</param>
    /// <param name="searchSpace">The operations of the table, possibly with others.</param>
    /// <returns>The regression.</returns>
    /// <exception cref="ArgumentException">There are fewer than ten distinct measured operations.</exception>
    public static CostRegression Fit(LatencyTable table, NetworkDefinition teacher, ISearchSpace searchSpace)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(searchSpace);
        var points = Points(table, teacher, searchSpace);
        if (points.Count < MinEntries)
        {
            throw new ArgumentException(
                $"A regression needs at least {MinEntries} measured operations; the table has " +
                $"{points.Count}.", nameof(table));
        }

        var squares = 0.0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var coefficients = Solve([.. points.Where((_, index) => index % Folds != fold)]);
            squares += points
                .Where((_, index) => index % Folds == fold)
                .Sum(point => Square(Ratio(coefficients, point) - 1.0));
        }

        return new CostRegression(Solve(points), Math.Sqrt(squares / points.Count));
    }

    /// <summary>Estimates an operation.</summary>
    /// <param name="definition">The operation.</param>
    /// <param name="input">The shape of its input, [C, H, W].</param>
    /// <returns>Its time with the expected standard error.</returns>
    /// <exception cref="ArgumentException">The definition cannot take this shape.</exception>
    public LatencyEstimate Estimate(Definition definition, FeatureShape input)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (definition.Equals(Chain.Identity))
        {
            return new LatencyEstimate(0.0);
        }

        var latency = RobustFit.Dot(_coefficients, OperationFeatures.Of(definition, input));
        return new LatencyEstimate(latency, RelativeError);
    }

    /// <summary>Returns a table with an estimate wherever a measurement is missing.</summary>
    /// <param name="table">The measured table.</param>
    /// <param name="teacher">The network of the table.</param>
    /// <param name="searchSpace">The requested operations.</param>
    /// <returns>A table that has every operation of the search space; estimates carry a note and their error.</returns>
    public LatencyTable Complete(LatencyTable table, NetworkDefinition teacher, ISearchSpace searchSpace)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(searchSpace);
        var estimated = searchSpace.CandidatesFor(teacher)
            .Where(candidate => table.Find(candidate.Key) is null)
            .Select(candidate =>
            {
                var estimate = Estimate(candidate.Definition, candidate.Layer.Input);
                return new LatencyEntry(candidate.Key, estimate.LatencyMs, estimate.ErrorMs, LatencyEntry.EstimatedNote);
            });
        return new LatencyTable(
            table.Profile,
            table.MeasuredAt,
            table.Network,
            table.NetworkFingerprint,
            table.Layers,
            table.TeacherMs,
            table.ConstantMs,
            [.. table.Entries, .. estimated])
        {
            IsComplete = table.IsComplete,
            Measurements = table.Measurements,
            Networks = table.Networks,
        };
    }

    // Equal operations at equal shapes are one point; otherwise a fold would not really leave them out.
    private static List<Point> Points(
        LatencyTable table, NetworkDefinition teacher, ISearchSpace searchSpace) => searchSpace.CandidatesFor(teacher)
        .Select(candidate => (candidate.Definition, candidate.Layer.Input, Entry: table.Find(candidate.Key)))
        .Where(pair => pair.Entry is { Note: null, LatencyMs: > 0.0 })
        .DistinctBy(pair => (pair.Definition, pair.Input))
        .Select(pair => new Point(
            OperationFeatures.Of(pair.Definition, pair.Input), pair.Entry!.LatencyMs, pair.Entry.ErrorMs))
        .ToList();

    private static double Ratio(double[] coefficients, Point point) =>
        RobustFit.Dot(coefficients, point.Features) / point.LatencyMs;

    private static double[] Solve(IReadOnlyList<Point> points) => NonNegativeFit.Solve(
        [.. points.Select(point => point.Features
            .Select(feature => feature / point.LatencyMs * point.Weight)
            .ToArray())],
        [.. points.Select(point => point.Weight)]);

    private static double Square(double value) => value * value;

    private readonly record struct Point(double[] Features, double LatencyMs, double ErrorMs)
    {
        // Entries that are uncertain themselves, as the smallest are, have less weight.
        public double Weight => 1.0 / (1.0 + (10.0 * ErrorMs / LatencyMs));
    }
}
