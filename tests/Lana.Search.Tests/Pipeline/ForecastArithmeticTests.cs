using Lana.Profiling;
using Lana.Trials;

namespace Lana.Pipeline;

public sealed class ForecastArithmeticTests
{
    [Fact]
    public void Seconds_WithASharedPart_MultipliesTheRest() => Assert.Equal(2.0 + (8.0 * 5.0), StageCost.Of(10.0, 2.0, 4.0).Seconds(20.0));

    [Fact]
    public void Seconds_SharedPartLargerThanTheSample_CountsAsHalf() =>
        Assert.Equal(5.0 + (5.0 * 3.0), StageCost.Of(10.0, 20.0, 4.0).Seconds(12.0));

    [Theory]
    [InlineData(8, 2)]
    [InlineData(1, 1)]
    public void Selections_OfRounds_SolveRankAndMeasureInEach(int maxRounds, int rounds) => Assert.Equal(
        rounds * (3.0 + (4 * 0.5) + (2 * 0.25)),
        ForecastArithmetic.Selections(maxRounds, solutions: 4, solve: 3.0, rank: 0.5, network: 0.25));

    [Fact]
    public void StudentStep_FromStudentsSideBySide_LeavesOutTheTeacher() =>
        Assert.Equal(2.0, ForecastArithmetic.StudentStep(perUnit: 1.25, teacher: 1.0, workers: 2));

    [Theory]
    [InlineData(8, 85.0)]
    [InlineData(3, 40.0)]
    public void Training_SideBySide_IsLimitedByCoresOrByTheLongestRow(int students, double expected) =>
        Assert.Equal(expected, ForecastArithmetic.Training(students, steps: 10, studentStep: 2.0, teacher: 1.0, workers: 2));

    [Fact]
    public void Proposals_OfRounds_AreRankedNetworks()
    {
        var options = new TrialSearchOptions { Trials = 6, TrialsPerRound = 3 };

        Assert.Equal(5 + 18, ForecastArithmetic.Proposals(options, round: 0));
        Assert.Equal(1 + 18, ForecastArithmetic.Proposals(options, round: 1));
    }

    [Theory]
    [InlineData(0, 30.0)]
    [InlineData(45, 50.0)]
    [InlineData(10_000, 20.0 + (29 * 10.0))]
    public void Table_Passes_AreMadeWhileThereIsTime(int seconds, double expected) => Assert.Equal(
        expected,
        TableForecast.Seconds(
            firstPass: 20.0,
            laterPass: 10.0,
            runSeconds: 1.0,
            new LatencyTableOptions { TimeForPasses = TimeSpan.FromSeconds(seconds), Networks = 0 }));

    [Fact]
    public void Table_Networks_AreMeasuredTwiceHoweverLittleTimeThereIs() => Assert.Equal(
        2.0 + (2 * 5 * 2.5),
        TableForecast.Seconds(
            firstPass: 1.0,
            laterPass: 1.0,
            runSeconds: 1.0,
            new LatencyTableOptions { TimeForPasses = TimeSpan.Zero, Networks = 20, TimeForNetworks = TimeSpan.Zero }));
}
