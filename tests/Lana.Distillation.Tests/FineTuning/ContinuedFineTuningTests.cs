using Lana.Models;
using Lana.Networks;
using Lana.Training;
using Lana.Weights;

namespace Lana.FineTuning;

/// <summary>With every option: a training that is stopped in an epoch and continued, or run twice, has the same
/// result.</summary>
[Collection(TorchCollection.Name)]
public sealed class ContinuedFineTuningTests
{
    private const int StepsPerEpoch = 6;
    private const int Steps = 2 * StepsPerEpoch;

    private static readonly NetworkDefinition Dropping = EfficientNet.Define(NetworkOptions.Compound(-8) with
    {
        Depth = 0.3,
        Resolution = Some.Side,
        InputChannels = 1,
        Classes = Some.Classes,
        DropoutRate = 0.5,
    });

    public static TheoryData<string, Action<FineTuningOptions>> Variants => new()
    {
        { "default", _ => { } },
        { "sgd", options => (options.Optimiser, options.LearningRate) = (Optimiser.Sgd, 0.05) },
        { "average", options => options.EmaDecay = 0.9 },
        { "mixup", options => options.Mixup = 0.4 },
        { "features", options => options.FeatureWeight = 0.5 },
    };

    [Theory]
    [MemberData(nameof(Variants), DisableDiscoveryEnumeration = true)]
    public async Task FineTune_StoppedInAnEpoch_ContinuesAtThatStepToTheSameBytes(
        string variant, Action<FineTuningOptions> change)
    {
        using var scratch = new Scratch();
        var options = Options(change);
        var straight = await RunAsync(options);
        var plain = await RunAsync(Options(_ => { }));

        await StopAsync(options, scratch, StepsPerEpoch + 3);
        var reports = new List<LanaProgress>();
        var continued = await RunAsync(options, scratch, new Reporter(reports.Add));

        Assert.Equal(StepsPerEpoch + 3, reports[0].Done);
        Assert.Equal(straight, continued);
        Assert.Equal(variant == "default", straight.Weights == plain.Weights);
    }

    [Fact]
    public async Task FineTune_StoppedTwiceInAnEpoch_KeepsTheLossOfTheWholeEpoch()
    {
        using var scratch = new Scratch();
        var options = Options(_ => { });

        await StopAsync(options, scratch, 2);
        await StopAsync(options, scratch, 4);

        Assert.Equal(await RunAsync(options), await RunAsync(options, scratch));
    }

    [Fact]
    public async Task FineTune_WithAnInterval_KeepsItsStateByTheClock()
    {
        using var scratch = new Scratch();
        var options = Options(options => options.CheckpointInterval = TimeSpan.FromHours(1));

        await StopAsync(options, scratch, 5);
        var none = scratch.Contents().Count;
        options.CheckpointInterval = TimeSpan.FromSeconds(3);
        await StopAsync(options, scratch, 5, new AutoClock());

        Assert.Equal(0, none);
        Assert.Single(scratch.Contents());
    }

    [Fact]
    public async Task FineTune_AStudentWithDropout_GivesTheSameBytesTwiceAndWhenContinued()
    {
        using var scratch = new Scratch();
        var options = Options(_ => { });
        var first = await RunAsync(options, definition: Dropping);
        TorchSharp.torch.random.manual_seed(12345).Dispose();

        var second = await RunAsync(options, definition: Dropping);
        await StopAsync(options, scratch, 4, definition: Dropping);
        var continued = await RunAsync(options, scratch, definition: Dropping);

        Assert.Equal(first, second);
        Assert.Equal(first, continued);
        Assert.NotEqual(first.Loss, (await RunAsync(options)).Loss);
    }

    [Fact]
    public async Task FineTune_WithOtherOptions_BeginsAnew()
    {
        using var scratch = new Scratch();
        await StopAsync(Options(_ => { }), scratch, 4);

        foreach (var row in Variants.Skip(1))
        {
            var (_, change) = row.Data;
            var reports = new List<LanaProgress>();
            await StopAsync(Options(change), scratch, 1, reports: reports);
            Assert.Equal(0, reports[0].Done);
        }
    }

    [Theory]
    [InlineData(7UL, 2UL)]
    [InlineData(null, 3UL)]
    public async Task FineTune_WithAnotherTeacherOrOtherFirstWeights_BeginsAnew(ulong? teacher, ulong student)
    {
        using var scratch = new Scratch();
        var options = Options(_ => { });
        await StopAsync(options, scratch, 4);
        var reports = new List<LanaProgress>();

        await RunAsync(options, scratch, new Reporter(reports.Add), teacherSeed: teacher, studentSeed: student);

        Assert.Equal(0, reports[0].Done);
    }

    [Fact]
    public async Task FineTune_ForOtherSteps_BeginsAnew()
    {
        using var scratch = new Scratch();
        await StopAsync(Options(_ => { }), scratch, 4);
        var reports = new List<LanaProgress>();

        await RunAsync(Options(_ => { }), scratch, new Reporter(reports.Add), steps: Steps);

        Assert.Equal(0, reports[0].Done);
    }

    private static FineTuningOptions Options(Action<FineTuningOptions> change)
    {
        var options = new FineTuningOptions
        {
            Epochs = 2,
            BatchSize = 8,
            Threads = 1,
            CheckpointInterval = TimeSpan.Zero,
        };
        change(options);
        return options;
    }

    private static async Task<(string Weights, double Loss, string Curve)> RunAsync(
        FineTuningOptions options,
        Scratch? scratch = null,
        IProgress<LanaProgress>? progress = null,
        NetworkDefinition? definition = null,
        TimeProvider? time = null,
        ulong? teacherSeed = null,
        ulong studentSeed = 2,
        long? steps = null,
        CancellationToken? cancellationToken = null)
    {
        using var teacher = teacherSeed is { } other ? Some.Teacher(other) : Some.Teacher();
        using var student = (definition ?? Some.Definition).Build(studentSeed);
        var request = new FineTuningRequest(student, Some.Images(padding: 1))
        {
            Teacher = teacher,
            CheckpointPath = scratch?.File("checkpoint.safetensors"),
            Seed = 5,
            Steps = steps,
        };
        var result = await new FineTuner(options, time: time).FineTuneAsync(
            request, progress, cancellationToken ?? TestContext.Current.CancellationToken);
        Assert.Equal(Steps, result.Steps);
        return (ModuleWeights.Fingerprint(student), result.FinalLoss, string.Join('\n', result.Curve));
    }

    private static async Task StopAsync(
        FineTuningOptions options,
        Scratch scratch,
        long step,
        TimeProvider? time = null,
        NetworkDefinition? definition = null,
        List<LanaProgress>? reports = null)
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Reporter(value =>
        {
            reports?.Add(value);
            if (value.Done >= step)
            {
                cancellation.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync(options, scratch, progress, definition, time, cancellationToken: cancellation.Token));
    }
}
