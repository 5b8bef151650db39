namespace Lana.Calibration;

/// <summary>Least squares with a prior, in which outliers weigh little.</summary>
/// <remarks>Minimises Σ w·(x·β − y)² + Σ λ·(β − β₀)² with Huber weights w, which are updated a few times. With fewer
/// points than unknowns, the prior determines the rest.</remarks>
internal static class RobustFit
{
    private const int Rounds = 12;
    private const double HuberLimit = 1.345;
    private const double SigmaPerMad = 1.4826;

    // Below this share of the target a residual counts as measurement noise, never as an outlier.
    private const double MinSigma = 0.005;

    /// <summary>Fits the coefficients β to rows that are scaled so that the targets are about 1; β₀ is the prior, λ the
    /// penalty, positive.</summary>
    public static double[] Solve(
        IReadOnlyList<double[]> rows, IReadOnlyList<double> targets, double[] prior, double[] penalty)
    {
        var weights = Enumerable.Repeat(1.0, rows.Count).ToArray();
        var solution = prior;
        for (var round = 0; round < Rounds; round++)
        {
            var (matrix, right) = NormalEquations(rows, targets, weights, prior, penalty);
            solution = CholeskySolve(matrix, right);
            var residuals = rows.Select((row, index) => Math.Abs(Dot(row, solution) - targets[index])).ToArray();
            var sorted = residuals.Order().ToArray();
            var sigma = Math.Max(MinSigma, SigmaPerMad * sorted[sorted.Length / 2]);
            weights = [.. residuals.Select(residual => Math.Min(1.0, HuberLimit * sigma / Math.Max(residual, 1e-300)))];
        }

        return solution;
    }

    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var index = 0; index < left.Length; index++)
        {
            sum += left[index] * right[index];
        }

        return sum;
    }

    /// <summary>The weighted normal equations with the prior.</summary>
    public static (double[][] Matrix, double[] Right) NormalEquations(
        IReadOnlyList<double[]> rows, IReadOnlyList<double> targets, double[] weights, double[] prior, double[] penalty)
    {
        var size = prior.Length;
        var matrix = new double[size][];
        var right = new double[size];
        for (var i = 0; i < size; i++)
        {
            matrix[i] = new double[size];
            matrix[i][i] = penalty[i];
            right[i] = penalty[i] * prior[i];
            for (var point = 0; point < rows.Count; point++)
            {
                var weighted = weights[point] * rows[point][i];
                right[i] += weighted * targets[point];
                for (var j = 0; j < size; j++)
                {
                    matrix[i][j] += weighted * rows[point][j];
                }
            }
        }

        return (matrix, right);
    }

    // The penalties are positive, so the matrix is positive definite.
    private static double[] CholeskySolve(double[][] matrix, double[] right)
    {
        var size = right.Length;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i][j];
                for (var k = 0; k < j; k++)
                {
                    sum -= matrix[i][k] * matrix[j][k];
                }

                matrix[i][j] = i == j ? Math.Sqrt(sum) : sum / matrix[j][j];
            }
        }

        var solution = (double[])right.Clone();
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
            {
                solution[i] -= matrix[i][k] * solution[k];
            }

            solution[i] /= matrix[i][i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++)
            {
                solution[i] -= matrix[k][i] * solution[k];
            }

            solution[i] /= matrix[i][i];
        }

        return solution;
    }
}
