using System.Text;
using Lana.Data;
using Lana.Networks;
using Lana.Objectives;
using Lana.Weights;
using TorchSharp;

namespace Lana.FineTuning;

[Collection(TorchCollection.Name)]
public sealed class FineTunerTests(TrainedPool trained) : IClassFixture<TrainedPool>
{
    private const int StepsPerEpoch = 6;

    private readonly ImageArraySource _data = Some.Images(padding: 1);

    [Fact]
    public async Task FineTune_LearnableData_LowersTheLoss()
    {
        using var student = Some.Teacher(seed: 2);
        var options = Options();
        options.Epochs = 8;
        (options.DistillationWeight, options.FeatureWeight) = (0.0, 0.0);
        options.LearningRate = 0.005;

        var result = await TuneAsync(Request(student) with { Validation = null }, options);

        Assert.Equal((8 * StepsPerEpoch, 8, 8), (result.Steps, result.Epochs, result.BestEpoch));
        Assert.Null(result.ValidationAccuracy);
        Assert.Null(result.ValidationLoss);
        Assert.InRange(result.FinalLoss, 0.0, 0.8 * Math.Log(Some.Classes));
        Assert.Equal(Enumerable.Range(1, 8), result.Curve.Select(epoch => epoch.Epoch));
        Assert.Equal(result.FinalLoss, result.Curve[^1].Loss);
        Assert.All(result.Curve, epoch => Assert.Null(epoch.ValidationLoss));
        Assert.True(result.Curve[0].Loss > result.FinalLoss);
    }

    [Fact]
    public async Task FineTune_AnAssembledStudent_LeavesTeacherAndPoolAsTheyAre()
    {
        using var pool = trained.Open();
        using var view = pool.Assemble(trained.Teacher, SmallTraining.Candidates.Where(candidate => candidate.NeedsTraining).Take(1));
        using var student = view.Detach();
        var (teacher, assembled) = (ModuleWeights.Fingerprint(trained.Teacher), ModuleWeights.Fingerprint(view));

        await TuneAsync(Request(student), Options());
        var trainedStudent = ModuleWeights.Fingerprint(student);
        student.Dispose();

        Assert.NotEqual(assembled, trainedStudent);
        Assert.Equal(teacher, ModuleWeights.Fingerprint(trained.Teacher));
        Assert.Equal(assembled, ModuleWeights.Fingerprint(view));
    }

    [Fact]
    public async Task FineTune_AView_SaysWhatToTrain()
    {
        using var pool = trained.Open();
        using var view = pool.Assemble(trained.Teacher, SmallTraining.Candidates.Where(candidate => candidate.NeedsTraining).Take(1));

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => TuneAsync(Request(view), Options()));

        Assert.Contains("Detach", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FineTune_Twice_GivesTheSameBytes()
    {
        Assert.Equal(await StraightAsync(), await StraightAsync());
    }

    [Theory]
    [InlineData(StepsPerEpoch + 3, StepsPerEpoch)]
    [InlineData((2 * StepsPerEpoch) + 1, 2 * StepsPerEpoch)]
    public async Task FineTune_StoppedInAnEpochAndStartedAgain_GivesTheBytesOfAnUnstoppedOne(long stop, long continuedAt)
    {
        using var scratch = new Scratch();
        await StopAsync(scratch, stop);
        using var student = Some.Teacher(seed: 2);
        var reports = new List<LanaProgress>();

        await TuneAsync(Request(student, scratch), Options(), new Reporter(reports.Add));

        Assert.Equal(continuedAt, reports[0].Done);
        Assert.Equal(await StraightAsync(), ModuleWeights.Fingerprint(student));
    }

    [Fact]
    public async Task FineTune_StartedAgainWhenAllIsDone_TrainsNothingAndGivesTheSame()
    {
        using var scratch = new Scratch();
        using var first = Some.Teacher(seed: 2);
        using var second = Some.Teacher(seed: 2);
        var done = await TuneAsync(Request(first, scratch), Options());

        var again = await TuneAsync(Request(second, scratch), Options());

        Assert.Equal(done, again);
        Assert.Equal(ModuleWeights.Fingerprint(first), ModuleWeights.Fingerprint(second));
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("flipped in the middle")]
    [InlineData("truncated")]
    [InlineData("steps")]
    [InlineData("hash")]
    public async Task FineTune_WithADamagedCheckpoint_NamesAndRefusesIt(string damage)
    {
        using var scratch = new Scratch();
        await StopAsync(scratch, StepsPerEpoch + 3);
        var path = CheckpointPath(scratch);
        DamageCheckpoint(damage, path);
        using var student = Some.Teacher(seed: 2);

        var exception = await Assert.ThrowsAsync<SafetensorsException>(
            () => TuneAsync(Request(student, scratch), Options()));

        Assert.Equal(path, exception.Path);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FineTune_WithACheckpointOfAnotherOrigin_BeginsAnew()
    {
        using var scratch = new Scratch();
        await StopAsync(scratch, StepsPerEpoch + 3, seed: 3);
        using var student = Some.Teacher(seed: 2);
        var reports = new List<LanaProgress>();

        await TuneAsync(Request(student, scratch) with { Origin = "another" }, Options(), new Reporter(reports.Add));

        Assert.Equal(0, reports[0].Done);
        Assert.Equal(await StraightAsync(), ModuleWeights.Fingerprint(student));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task FineTune_WithANonFiniteLoss_FailsWithItsStep(int step)
    {
        using var student = Some.Teacher(seed: 2);
        var request = Request(student) with { Validation = null };

        var exception = await Assert.ThrowsAsync<NonFiniteLossException>(
            () => TuneAsync(request, Options(), objective: new FailingObjective(step)));

        Assert.Equal(step, exception.Step);
        Assert.True(double.IsNaN(exception.Loss));
    }

    [Fact]
    public async Task FineTune_FromTheTeacherAlone_NeedsNoLabels()
    {
        using var student = Some.Teacher(seed: 2);
        var options = Options();
        options.DistillationWeight = 1.0;

        var result = await TuneAsync(
            Request(student) with { Data = new Unlabelled(_data), Teacher = trained.Teacher, Validation = null }, options);

        Assert.True(double.IsFinite(result.FinalLoss));
    }

    [Fact]
    public async Task FineTune_WithoutTheLabelsItNeeds_AsksForThem()
    {
        using var student = Some.Teacher(seed: 2);
        var request = Request(student) with { Data = new Unlabelled(_data), Validation = null };

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => TuneAsync(request, Options()));

        Assert.Contains("labels", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FineTune_SourceThatFails_GivesItsError()
    {
        using var student = Some.Teacher(seed: 2);
        var request = Request(student) with { Data = new FailingSource(_data, after: 8) };

        await Assert.ThrowsAsync<IOException>(() => TuneAsync(request, Options()));
    }

    [Fact]
    public async Task FineTune_WithHeldOutImages_KeepsTheBestEpochsWeights()
    {
        using var student = Some.Teacher(seed: 2);
        var heldOut = Some.Images(40, seed: 9);

        var result = await TuneAsync(Request(student) with { Validation = heldOut }, Options(epochs: 4));

        var evaluation = await Scoring.NetworkEvaluator.EvaluateAsync(
            student, heldOut, cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(result.BestEpoch, 3, 4);
        Assert.Equal(result.ValidationAccuracy, evaluation.Accuracy);
        Assert.Equal(result.ValidationLoss, evaluation.Loss);
        Assert.Equal([false, false, true, true], result.Curve.Select(epoch => epoch.ValidationLoss is not null));
        Assert.Equal(result.ValidationLoss, result.Curve[result.BestEpoch - 1].ValidationLoss);
    }

    [Fact]
    public async Task FineTune_FiftySteps_LeaksNoTensor()
    {
        using var student = Some.Teacher(seed: 2);
        var live = new Dictionary<long, long>();
        var progress = new Reporter(value => live[value.Done] = DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        await TuneAsync(Request(student) with { Validation = null }, Options(epochs: 9), progress);

        // The counts are the training thread's: images, labels, the teacher's outputs and its features were made on
        // another and end on it.
        Assert.Equal(-(3 + trained.Teacher.Layers.Count) * 50, live[53] - live[3]);
    }

    private static FineTuningOptions Options(int epochs = 3) => new() { Epochs = epochs, BatchSize = 8, Threads = 1 };

    private static string CheckpointPath(Scratch scratch) => scratch.File("student", "checkpoint.safetensors");

    private static Task<FineTuningResult> TuneAsync(
        FineTuningRequest request,
        FineTuningOptions options,
        IProgress<LanaProgress>? progress = null,
        ITrainingObjective? objective = null,
        CancellationToken? cancellationToken = null) => new FineTuner(options, objective).FineTuneAsync(
            request, progress, cancellationToken ?? TestContext.Current.CancellationToken);

    private static void DamageCheckpoint(string damage, string path)
    {
        switch (damage)
        {
            case "steps":
                Replace(path, "\"steps\":\"6\"", "\"steps\":\"7\"");
                break;
            case "hash":
                Replace(path, "\"hash\":", "\"hush\":");
                break;
            default:
                Damage.Apply(damage, path);
                break;
        }
    }

    private static void Replace(string path, string from, string to)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
    }

    private FineTuningRequest Request(Network student, Scratch? scratch = null) => new(student, _data)
    {
        Teacher = trained.Teacher,
        Validation = Some.Images(16, seed: 9),
        CheckpointPath = scratch is null ? null : CheckpointPath(scratch),
        Origin = "origin",
        Seed = 5,
    };

    private async Task<string> StraightAsync()
    {
        using var student = Some.Teacher(seed: 2);
        await TuneAsync(Request(student), Options());
        return ModuleWeights.Fingerprint(student);
    }

    private async Task StopAsync(Scratch scratch, long step, ulong seed = 2)
    {
        using var student = Some.Teacher(seed);
        using var cancellation = new CancellationTokenSource();
        var progress = new Reporter(value =>
        {
            if (value.Done >= step)
            {
                cancellation.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => TuneAsync(Request(student, scratch), Options(), progress, cancellationToken: cancellation.Token));
    }
}
