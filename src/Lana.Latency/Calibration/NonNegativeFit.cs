namespace Lana.Calibration;

/// <summary>Least squares with coefficients of at least 0: more work never makes an operation faster.</summary>
/// <remarks>Cyclic coordinate descent on the normal equations, which converges for this convex problem (Franc et al.
/// 2005).</remarks>
internal static class NonNegativeFit
{
    private const int MaxSweeps = 20_000;
    private const double Tolerance = 1e-12;

    /// <summary>Minimises ‖A·β − y‖² over β ≥ 0, with the rows of A and the targets y.</summary>
    public static double[] Solve(IReadOnlyList<double[]> rows, IReadOnlyList<double> targets)
    {
        var size = rows[0].Length;
        var zeros = new double[size];
        var (gram, right) = RobustFit.NormalEquations(
            rows, targets, [.. Enumerable.Repeat(1.0, rows.Count)], zeros, zeros);
        var solution = new double[size];
        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var change = 0.0;
            for (var i = 0; i < size; i++)
            {
                if (gram[i][i] > 0.0)
                {
                    var step = (right[i] - RobustFit.Dot(gram[i], solution)) / gram[i][i];
                    var next = Math.Max(0.0, solution[i] + step);
                    change = Math.Max(change, Math.Abs(next - solution[i]) * Math.Sqrt(gram[i][i]));
                    solution[i] = next;
                }
            }

            if (change < Tolerance)
            {
                break;
            }
        }

        return solution;
    }
}
