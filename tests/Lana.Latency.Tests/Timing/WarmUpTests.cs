namespace Lana.Timing;

public sealed class WarmUpTests
{
    [Fact]
    public void IsDone_Steady_AfterTwoGroups() => Assert.Equal(6, RunsUntilDone(_ => 1.0));

    [Fact]
    public void IsDone_Falling_WaitsUntilItStops()
    {
        // Falls by a tenth each run for 12 runs, then stays.
        var runs = RunsUntilDone(run => Math.Pow(0.9, Math.Min(run, 12)));

        Assert.InRange(runs, 13, 20);
    }

    [Fact]
    public void IsDone_FallingForEver_StopsAtTheLimit() => Assert.Equal(40, RunsUntilDone(run =>
        Math.Pow(0.9, run), 40));

    [Fact]
    public void IsDone_Rising_IsDone() => Assert.Equal(6, RunsUntilDone(run => 1.0 + run));

    [Fact]
    public void IsDone_OneBurst_ChangesNothing() => Assert.Equal(6, RunsUntilDone(run => run == 1 ? 50.0 : 1.0));

    private static int RunsUntilDone(Func<int, double> time, int limit = 100)
    {
        var warmUp = new WarmUp(limit);
        while (!warmUp.IsDone)
        {
            warmUp.Add(time(warmUp.Runs));
        }

        return warmUp.Runs;
    }
}
