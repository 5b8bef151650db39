using Lana.Internal;

namespace Lana.Calibration;

public sealed class NonNegativeFitTests
{
    [Fact]
    public void Solve_ExactNonNegative_FindsIt()
    {
        var random = new SplitMix64(4);
        double[] truth = [0.5, 0.0, 2.0];
        var rows = Rows(ref random, 30);

        var solution = NonNegativeFit.Solve(rows, [.. rows.Select(row => RobustFit.Dot(row, truth))]);

        Assert.All(truth.Zip(solution), pair => Assert.Equal(pair.First, pair.Second, 6));
    }

    [Fact]
    public void Solve_AnyProblem_MeetsTheOptimalityConditions()
    {
        var random = new SplitMix64(9);
        for (var repeat = 0; repeat < 50; repeat++)
        {
            var rows = Rows(ref random, 20);
            double[] targets = [.. rows.Select(row => row[0] - (0.7 * row[1]))];

            var solution = NonNegativeFit.Solve(rows, targets);

            // Karush, Kuhn and Tucker: no gradient where a coefficient is free, none inwards where it is 0.
            for (var i = 0; i < 3; i++)
            {
                var gradient =
                    rows.Zip(targets, (row, target) => row[i] * (RobustFit.Dot(row, solution) - target)).Sum();
                Assert.True(solution[i] >= 0.0);
                Assert.True(solution[i] > 0.0 ? Math.Abs(gradient) < 1e-6 : gradient > -1e-6);
            }
        }
    }

    private static List<double[]> Rows(ref SplitMix64 random, int count)
    {
        var rows = new List<double[]>();
        for (var row = 0; row < count; row++)
        {
            rows.Add([random.NextDouble(), random.NextDouble(), random.NextDouble()]);
        }

        return rows;
    }
}
