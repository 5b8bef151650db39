namespace Lana.Pipeline;

public sealed class RunDirectoryTests
{
    private int _made;

    [Fact]
    public async Task Stage_WithTheSameInputs_IsDoneOnce()
    {
        using var scratch = new Scratch();

        var first = await Run(scratch).StageAsync("stage", "inputs", MakeAsync);
        var second = await Run(scratch).StageAsync("stage", "inputs", MakeAsync);

        Assert.Equal(1, _made);
        Assert.Equal(first, second);
        Assert.Equal("stage.json", Assert.Single(scratch.Contents()).Key);
    }

    [Fact]
    public async Task Stage_WithOtherInputs_IsDoneAgain()
    {
        using var scratch = new Scratch();

        await Run(scratch).StageAsync("stage", "inputs", MakeAsync);
        await Run(scratch).StageAsync("stage", "others", MakeAsync);

        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task Stage_ThatFails_LeavesNoFileAndIsDoneAgain()
    {
        using var scratch = new Scratch();

        await Assert.ThrowsAsync<FormatException>(
            () => Run(scratch).StageAsync<double>("stage", "inputs", () => throw new FormatException()));

        Assert.Empty(scratch.Contents());
        Assert.Equal(1.5, await Run(scratch).StageAsync("stage", "inputs", MakeAsync));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("digit")]
    [InlineData("empty")]
    [InlineData("null")]
    public async Task Stage_WithADamagedFile_NamesIt(string damage)
    {
        using var scratch = new Scratch();
        await Run(scratch).StageAsync("stage", "inputs", MakeAsync);
        var path = scratch.File("stage.json");
        Damage.Apply(damage, path);

        var exception = await Assert.ThrowsAsync<DamagedFileException>(
            () => Run(scratch).StageAsync("stage", "inputs", MakeAsync));

        Assert.Equal(path, exception.Path);
        Assert.Contains("Delete it", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task Stage_AnyByteFlipped_IsNeverAWrongNumber()
    {
        using var scratch = new Scratch();
        await Run(scratch).StageAsync("stage", "inputs", MakeAsync);
        var path = scratch.File("stage.json");
        var original = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (var place = 0; place < original.Length; place++)
        {
            var bytes = original.ToArray();
            bytes[place] ^= 1;
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

            var outcome = await OutcomeAsync(
                () => Run(scratch).StageAsync("stage", "inputs", () => Task.FromResult(1.5)));

            Assert.True(outcome is 1.5 or null, $"byte {place} gave {outcome}");
        }
    }

    [Fact]
    public async Task Timed_Stage_IsAskedEachTimeAndKeepsTheLongestTime()
    {
        using var scratch = new Scratch();
        var clock = new StepClock();

        clock.Step = TimeSpan.FromSeconds(5);
        await new RunDirectory(scratch.Path, clock).TimedAsync("stage", "inputs", MakeAsync);
        clock.Step = TimeSpan.FromSeconds(1);
        var second = new RunDirectory(scratch.Path, clock);
        await second.TimedAsync("stage", "inputs", MakeAsync);

        Assert.Equal(2, _made);
        Assert.Equal(5.0, second.Seconds["stage"]);
    }

    private static async Task<double?> OutcomeAsync(Func<Task<double>> stage)
    {
        try
        {
            return await stage();
        }
        catch (DamagedFileException)
        {
            return null;
        }
    }

    private static RunDirectory Run(Scratch scratch) => new(scratch.Path, TimeProvider.System);

    private Task<double> MakeAsync() => Task.FromResult(0.5 + ++_made);

    private sealed class StepClock : TimeProvider
    {
        private long _ticks;

        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks += Step.Ticks;
    }
}
