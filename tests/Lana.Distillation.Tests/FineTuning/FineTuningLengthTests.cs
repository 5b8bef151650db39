using Lana.Networks;
using Lana.Weights;

namespace Lana.FineTuning;

/// <summary>How long a fine-tuning lasts: by the options' epochs, by the clock, by the request's epochs or steps.</summary>
[Collection(TorchCollection.Name)]
public sealed class FineTuningLengthTests : IDisposable
{
    private readonly Network _student = Some.Teacher(seed: 2);
    private readonly FineTuningOptions _options = new() { Epochs = 3, BatchSize = 8, Threads = 1 };

    public void Dispose() => _student.Dispose();

    [Fact]
    public async Task FineTune_ForADuration_EndsByTheClockAndKeepsNoCheckpoint()
    {
        using var scratch = new Scratch();
        _options.Duration = TimeSpan.FromSeconds(40);

        var result = await TuneAsync(new FineTuningRequest(_student, Some.Images())
        {
            CheckpointPath = scratch.File("checkpoint.safetensors"),
        });

        Assert.InRange(result.Steps, 5, 40);
        Assert.Empty(scratch.Contents());
    }

    [Fact]
    public async Task FineTune_ForADurationWithinAnEpoch_TriesItAndTellsOfIt()
    {
        _options.Duration = TimeSpan.FromSeconds(4);
        var reports = new List<LanaProgress>();

        var result = await TuneAsync(
            new FineTuningRequest(_student, Some.Images()) { Validation = Some.Images(16, seed: 9) }, new Reporter(reports.Add));

        Assert.NotNull(result.ValidationAccuracy);
        Assert.Equal((1, 1), (result.Epochs, result.BestEpoch));
        Assert.Equal((1000L, 1000L), (reports[^1].Done, reports[^1].Of));
    }

    [Fact]
    public async Task FineTune_ForNoEpoch_ChangesNothing()
    {
        _options.Epochs = 0;
        var before = ModuleWeights.Fingerprint(_student);

        var result = await TuneAsync(new FineTuningRequest(_student, Some.Images()));

        Assert.Equal(0, result.Steps);
        Assert.Equal(before, ModuleWeights.Fingerprint(_student));
    }

    [Fact]
    public async Task FineTune_ForOneStep_ChangesParameters()
    {
        (_options.Epochs, _options.BatchSize) = (1, 1024);
        var before = _student.Parameters.Select(parameter => parameter.detach().abs().sum().item<float>()).ToList();

        var result = await TuneAsync(new FineTuningRequest(_student, Some.Images()));

        Assert.Equal(1, result.Steps);
        Assert.NotEqual(before, _student.Parameters.Select(parameter => parameter.detach().abs().sum().item<float>()));
    }

    [Fact]
    public async Task FineTune_ForTheTasksEpochs_IsWhatTheOptionsEpochsGive()
    {
        using var other = Some.Teacher(seed: 2);
        _options.Duration = TimeSpan.FromSeconds(40);

        var byTask = await TuneAsync(new FineTuningRequest(_student, Some.Images()) { Epochs = 1 });
        (_options.Epochs, _options.Duration) = (1, null);
        var byOptions = await TuneAsync(new FineTuningRequest(other, Some.Images()));

        Assert.Equal(byOptions, byTask);
        Assert.Equal(ModuleWeights.Fingerprint(other), ModuleWeights.Fingerprint(_student));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(6, 1)]
    [InlineData(20, 4)]
    public async Task FineTune_ForSteps_TakesThemWhateverTheEpochsAndTheClock(long steps, int epochs)
    {
        _options.Duration = TimeSpan.FromSeconds(1);
        var data = new CountingSource(Some.Images());
        var reports = new List<LanaProgress>();

        var result = await TuneAsync(
            new FineTuningRequest(_student, data) { Steps = steps, Epochs = 1 }, new Reporter(reports.Add));

        Assert.Equal((steps, epochs), (result.Steps, result.Epochs));
        Assert.Equal(steps, data.Reads);
        Assert.Equal((steps, steps), (reports[^1].Done, reports[^1].Of));
    }

    [Fact]
    public async Task FineTune_ForTheStepsOfAnEpoch_IsWhatTheEpochGives()
    {
        using var other = Some.Teacher(seed: 2);

        var bySteps = await TuneAsync(new FineTuningRequest(_student, Some.Images()) { Steps = 6 });
        var byEpochs = await TuneAsync(new FineTuningRequest(other, Some.Images()) { Epochs = 1 });

        Assert.Equal(byEpochs, bySteps);
        Assert.Equal(ModuleWeights.Fingerprint(other), ModuleWeights.Fingerprint(_student));
    }

    [Fact]
    public async Task FineTune_ForLessThanAnEpoch_EvaluatesAtItsEnd()
    {
        var heldOut = new CountingSource(Some.Images(16, seed: 9));

        var result = await TuneAsync(
            new FineTuningRequest(_student, Some.Images()) { Steps = 3, Validation = heldOut });

        Assert.NotNull(result.ValidationLoss);
        Assert.Equal((1, 1), (result.BestEpoch, heldOut.Reads));
    }

    [Fact]
    public async Task FineTune_HeldOutLossThatIsNotANumber_IsInfinite()
    {
        var request = new FineTuningRequest(_student, Some.Images()) { Steps = 3, Validation = Some.Images(16, seed: 9) };

        var result = await new FineTuner(_options, new FailingObjective(after: 3)).FineTuneAsync(
            request, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(double.PositiveInfinity, result.ValidationLoss);
        Assert.True(double.IsFinite(result.FinalLoss));
    }

    [Fact]
    public async Task FineTune_ForNoSteps_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => TuneAsync(new FineTuningRequest(_student, Some.Images()) { Steps = 0 }));

    [Fact]
    public async Task FineTune_ForNoneOfTheTasksEpochs_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => TuneAsync(new FineTuningRequest(_student, Some.Images()) { Epochs = 0 }));

    private Task<FineTuningResult> TuneAsync(FineTuningRequest request, IProgress<LanaProgress>? progress = null) =>
        new FineTuner(_options, time: new AutoClock()).FineTuneAsync(
            request, progress, TestContext.Current.CancellationToken);
}
