namespace Lana.Calibration;

public sealed class RobustFitTests
{
    [Fact]
    public void Solve_ExactLine_FindsItDespiteAWeakPrior()
    {
        double[][] rows = [[1.0, 1.0], [2.0, 1.0], [3.0, 1.0], [4.0, 1.0]];

        var solution = RobustFit.Solve(rows, [3.0, 5.0, 7.0, 9.0], [0.0, 0.0], [1e-9, 1e-9]);

        Assert.Equal(2.0, solution[0], 6);
        Assert.Equal(1.0, solution[1], 6);
    }

    [Fact]
    public void Solve_NoInformation_StaysAtThePrior()
    {
        var solution = RobustFit.Solve([[1.0, 0.0]], [5.0], [1.0, 7.0], [1e-9, 1e-3]);

        Assert.Equal(7.0, solution[1], 9);
    }

    [Fact]
    public void Solve_OneWildPointOfEight_HardlyMoves()
    {
        var rows = Enumerable.Range(1, 8).Select(_ => new[] { 1.0 }).ToArray();

        var solution = RobustFit.Solve(rows, [1.0, 1.001, 0.999, 1.002, 0.998, 1.0, 1.001, 3.0], [0.0], [1e-9]);

        Assert.InRange(solution[0], 0.998, 1.003);
    }
}
