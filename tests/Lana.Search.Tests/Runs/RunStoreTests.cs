using Lana.Internal;

namespace Lana.Runs;

public sealed class RunStoreTests
{
    private int _made;

    [Fact]
    public async Task Stage_WithTheSameInputs_IsDoneOnce()
    {
        using var scratch = new Scratch();

        var first = await RunAsync(scratch, "inputs");
        var second = await RunAsync(scratch, "inputs");

        Assert.Equal(1, _made);
        Assert.Equal(first, second);
        Assert.Equal("stage.json", Assert.Single(scratch.Contents()).Key);
    }

    [Fact]
    public async Task Stage_WithOtherInputs_IsDoneAgain()
    {
        using var scratch = new Scratch();

        await RunAsync(scratch, "inputs");
        await RunAsync(scratch, "others");

        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task Stage_ThatFails_LeavesNoFileAndIsDoneAgain()
    {
        using var scratch = new Scratch();

        await Assert.ThrowsAsync<FormatException>(
            () => RunAsync(scratch, "inputs", new FakeStage(() => throw new FormatException())));

        Assert.Empty(scratch.Contents());
        Assert.Equal(1.5, await RunAsync(scratch, "inputs"));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("digit")]
    [InlineData("empty")]
    [InlineData("null")]
    public async Task Stage_WithADamagedFile_NamesIt(string damage)
    {
        using var scratch = new Scratch();
        await RunAsync(scratch, "inputs");
        var path = scratch.File("stage.json");
        Damage.Apply(damage, path);

        var exception = await Assert.ThrowsAsync<DamagedFileException>(
            () => RunAsync(scratch, "inputs"));

        Assert.Equal(path, exception.Path);
        Assert.Contains("Delete it", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task Stage_AnyByteFlipped_IsNeverAWrongNumber()
    {
        using var scratch = new Scratch();
        await RunAsync(scratch, "inputs");
        var path = scratch.File("stage.json");
        var original = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (var place = 0; place < original.Length; place++)
        {
            var bytes = original.ToArray();
            bytes[place] ^= 1;
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

            var outcome = await OutcomeAsync(
                () => RunAsync(scratch, "inputs", new FakeStage(() => Task.FromResult(1.5))));

            Assert.True(outcome is 1.5 or null, $"byte {place} gave {outcome}");
        }
    }

    [Fact]
    public async Task Timed_Stage_IsAskedEachTimeAndKeepsTheLongestTime()
    {
        using var scratch = new Scratch();
        var clock = new StepClock();

        clock.Step = TimeSpan.FromSeconds(5);
        await new RunStore(scratch.Path, clock).RunAsync(SelfKeeping(), new Inputs("inputs"), Context);
        clock.Step = TimeSpan.FromSeconds(1);
        var second = new RunStore(scratch.Path, clock);
        await second.RunAsync(SelfKeeping(), new Inputs("inputs"), Context);

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

    private static StageContext Context => new(null, TestContext.Current.CancellationToken);

    private async Task<double> RunAsync(Scratch scratch, string value, FakeStage? stage = null) =>
        (await new RunStore(scratch.Path, TimeProvider.System)
            .RunAsync(stage ?? new FakeStage(MakeAsync), new Inputs(value), Context)).Value;

    private FakeStage SelfKeeping() => new(MakeAsync) { KeepsItsFiles = true };

    private Task<double> MakeAsync() => Task.FromResult(0.5 + ++_made);

    private sealed record Inputs(string Value)
    {
        [NotPartOfFingerprint("A test.")]
        public object Ignored { get; init; } = new();
    }

    private sealed class FakeStage(Func<Task<double>> make) : Stage<Inputs, double>
    {
        public override string Name => "stage";

        public override bool KeepsOwnFiles => KeepsItsFiles;

        public bool KeepsItsFiles { get; init; }

        public override Task<double> RunAsync(Inputs input, StageContext context) => make();
    }

    private sealed class StepClock : TimeProvider
    {
        private long _ticks;

        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks += Step.Ticks;
    }
}
