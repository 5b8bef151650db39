using Lana.Calibration;

namespace Lana.Trials;

/// <summary>A ridge regression with non-negative weights.</summary>
/// <remarks>Columns are scaled to equal spread.</remarks>
internal sealed class NonNegativeRegression
{
    private const double LeastSpread = 1e-9;

    private static readonly double[] Ridges = [0.1, 0.3, 1.0, 3.0, 10.0];

    private readonly double[] _weights;
    private readonly double _offset;

    private NonNegativeRegression(double[] weights, double offset) => (_weights, _offset) = (weights, offset);

    /// <summary>Fits the regression; leave-one-out cross-validation determines the strength of the ridge.</summary>
    /// <param name="rows">The values of each sample; at least two samples.</param>
    /// <param name="targets">The values to predict.</param>
    public static NonNegativeRegression Fit(double[][] rows, double[] targets) =>
        Solve(rows, targets, Ridges.MinBy(ridge => Error(rows, targets, ridge)));

    /// <summary>The prediction for one sample.</summary>
    public double Predict(double[] row) => _offset + Change(row);

    /// <summary>The part of a prediction that depends on the values.</summary>
    public double Change(double[] row) => RobustFit.Dot(_weights, row);

    // The squared error of each sample, predicted by a fit without it.
    private static double Error(double[][] rows, double[] targets, double ridge) => Enumerable.Range(0, rows.Length).Sum(left =>
    {
        var others = Solve(
            [.. rows.Where((_, index) => index != left)], [.. targets.Where((_, index) => index != left)], ridge);
        var error = others.Predict(rows[left]) - targets[left];
        return error * error;
    });

    // A ridge is one more row for each column.
    private static NonNegativeRegression Solve(double[][] rows, double[] targets, double ridge)
    {
        var level = targets.Average();
        var columns = Enumerable.Range(0, rows[0].Length)
            .Select(column => Column.Of([.. rows.Select(row => row[column])]))
            .ToList();
        var samples = Enumerable.Range(0, rows.Length)
            .Select(sample => columns.Select(column => column.Values[sample]).ToArray());
        var penalties = Enumerable.Range(0, columns.Count)
            .Select(column => columns.Select((_, index) => index == column ? Math.Sqrt(ridge) : 0.0).ToArray());
        var weights = NonNegativeFit.Solve(
            [.. samples, .. penalties], [.. targets.Select(target => target - level), .. new double[columns.Count]]);
        double[] scaled = [.. weights.Select((weight, index) => weight / columns[index].Spread)];
        return new NonNegativeRegression(scaled, level - scaled.Select((weight, index) => weight * columns[index].Mean).Sum());
    }

    /// <summary>The values of all samples, scaled to a mean of 0 and a spread of 1; 0 if all are equal.</summary>
    private readonly record struct Column(double[] Values, double Mean, double Spread)
    {
        public static Column Of(double[] values)
        {
            var mean = values.Average();
            var spread = Math.Max(LeastSpread, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
            return new Column([.. values.Select(value => (value - mean) / spread)], mean, spread);
        }
    }
}
