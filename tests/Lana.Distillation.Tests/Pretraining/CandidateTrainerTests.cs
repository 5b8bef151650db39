using Lana.Candidates;
using Lana.Data;
using Lana.Pool;
using Lana.Training;
using Lana.Weights;

namespace Lana.Pretraining;

[Collection(TorchCollection.Name)]
public sealed class CandidateTrainerTests
{
    [Fact]
    public async Task Train_LearnableLayers_LowersTheLossOfEachOperation()
    {
        using var scratch = new Scratch();
        // The closed form fits so small a batch exactly, and the others not at all.
        var training = new SmallTraining(scratch.Path)
        {
            Options = new() { Epochs = 5, BatchSize = 8, FitOutput = false },
        };

        var entries = await training.RunAsync();

        Assert.Equal(4, entries.Count);
        Assert.All(entries, entry => Assert.True(entry.IsTrained));
        Assert.All(entries, entry => Assert.Equal(30, entry.Steps));
        Assert.All(entries, entry => Assert.InRange(entry.FinalLoss, 0.0, 0.95 * entry.InitialLoss));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Train_WithAnyNumberOfWorkers_WritesTheSameBytes(int workers)
    {
        using var scratch = new Scratch();
        using var other = new Scratch();
        var options = SmallTraining.MakeOptions();
        options.Workers = workers;

        await new SmallTraining(scratch.Path).RunAsync();
        await new SmallTraining(other.Path) { Options = options }.RunAsync();

        Assert.Equal(5, scratch.Contents().Count);
        Assert.Equal(scratch.Contents(), other.Contents());
    }

    [Fact]
    public async Task Train_ClosedFormOfEveryEnding_WritesTheSameBytesWithOneWorkerAndWithFour()
    {
        using var scratch = new Scratch();
        using var other = new Scratch();
        Operation[] endings =
        [
            .. new[] { "cb_res_k3_w0.5", "repvgg_k3_w0.5", "conv_cs_k3_w1", "mobileone_k3_w1_o4", "fasternet_e2_k3" }
                .Select(Operation.Parse)
                .Where(operation => operation.Supports(SmallTraining.Candidates[^1].Layer)),
        ];
        Assert.True(endings.Length > 2);
        PretrainingOptions Options(int workers)
        {
            var options = SmallTraining.MakeOptions();
            options.Workers = workers;
            return options;
        }

        await new SmallTraining(scratch.Path) { More = endings, Options = Options(1) }.RunAsync();
        await new SmallTraining(other.Path) { More = endings, Options = Options(4) }.RunAsync();

        Assert.Equal(scratch.Contents(), other.Contents());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2_000_000)]
    public async Task Train_WithinAnyMemory_WritesTheSameBytes(long budget)
    {
        using var scratch = new Scratch();
        using var other = new Scratch();
        var options = SmallTraining.MakeOptions();
        options.MemoryBudgetBytes = budget;

        await new SmallTraining(scratch.Path).RunAsync();
        await new SmallTraining(other.Path) { Options = options }.RunAsync();

        Assert.Equal(scratch.Contents(), other.Contents());
    }

    [Fact]
    public async Task Train_AgainWithTheSameOptions_DoesNothing()
    {
        using var scratch = new Scratch();
        var first = await new SmallTraining(scratch.Path).RunAsync();
        var before = scratch.Contents();
        var reports = new List<LanaProgress>();

        var second = await new SmallTraining(scratch.Path) { Progress = new Reporter(reports.Add) }.RunAsync();

        Assert.Equal(first, second);
        Assert.Equal(before, scratch.Contents());
        Assert.Equal([new LanaProgress("pre-training", 1, 1)], reports);
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    [InlineData("deleted")]
    public async Task Train_WithADamagedFile_TrainsThatOperationAgainToTheSameBytes(string damage)
    {
        using var scratch = new Scratch();
        await new SmallTraining(scratch.Path).RunAsync();
        var before = scratch.Contents();
        Damage.Apply(damage, scratch.File("blocks.2.0", "efn_e1_k3.safetensors"));
        var reports = new List<LanaProgress>();

        await new SmallTraining(scratch.Path) { Progress = new Reporter(reports.Add) }.RunAsync();

        Assert.Equal(before, scratch.Contents());
        Assert.Equal((6, 6), (reports[^1].Done, reports[^1].Of));
    }

    [Fact]
    public async Task Train_WithANonFiniteLoss_FailsThatOperationAlone()
    {
        using var scratch = new Scratch();
        using var clean = new Scratch();
        await new SmallTraining(clean.Path).RunAsync();

        var entries = await new SmallTraining(scratch.Path) { More = [OwnOperation.Exploding] }.RunAsync();

        var failed = Assert.Single(entries, entry => !entry.IsTrained);
        Assert.Equal(("exploding", 0), (failed.Key.Operation, failed.Steps));
        Assert.Contains("step 0", failed.Failure, StringComparison.Ordinal);
        Assert.False(File.Exists(scratch.File(failed.Key.Layer, "exploding.safetensors")));
        Assert.All(
            clean.Contents().Where(pair => pair.Key != "manifest.json"),
            pair => Assert.Equal(pair.Value, scratch.Contents()[pair.Key]));
    }

    [Fact]
    public async Task Train_AgainWithAFailureOnRecord_DoesNotTryItAgain()
    {
        using var scratch = new Scratch();
        await new SmallTraining(scratch.Path) { More = [OwnOperation.Exploding] }.RunAsync();
        var reports = new List<LanaProgress>();

        var entries = await new SmallTraining(scratch.Path)
        {
            More = [OwnOperation.Exploding],
            Progress = new Reporter(reports.Add),
        }.RunAsync();

        Assert.Single(entries, entry => !entry.IsTrained);
        Assert.Single(reports);
    }

    [Theory]
    [InlineData("seed")]
    [InlineData("teacher")]
    [InlineData("data")]
    [InlineData("option")]
    [InlineData("optimiser")]
    public async Task Train_WithOtherInputs_TrainsAllAgain(string change)
    {
        using var scratch = new Scratch();
        using var clean = new Scratch();
        var first = await new SmallTraining(scratch.Path).RunAsync();

        var second = await Changed(new SmallTraining(scratch.Path), change).RunAsync();
        await Changed(new SmallTraining(clean.Path), change).RunAsync();

        Assert.All(first.Zip(second), pair => Assert.NotEqual(pair.First.Fingerprint, pair.Second.Fingerprint));
        Assert.All(first.Zip(second), pair => Assert.NotEqual(pair.First.FileHash, pair.Second.FileHash));
        Assert.Equal(clean.Contents(), scratch.Contents());
    }

    [Fact]
    public async Task Train_APool_LeavesTheTeacherAsItIs()
    {
        using var scratch = new Scratch();
        using var teacher = Some.Teacher();
        using var pool = CandidatePool.Open(scratch.Path);
        var before = ModuleWeights.Fingerprint(teacher);

        await new SmallTraining(scratch.Path).RunAsync(teacher, pool);

        Assert.Equal(before, ModuleWeights.Fingerprint(teacher));
    }

    [Fact]
    public async Task Train_ImagesWithoutLabels_IsTheSame()
    {
        using var scratch = new Scratch();
        using var other = new Scratch();

        var labelled = await new SmallTraining(scratch.Path).RunAsync();
        var unlabelled = await new SmallTraining(other.Path) { Data = new Unlabelled(Some.Images()) }.RunAsync();

        Assert.Equal(
            labelled.Select(entry => entry.FileHash).ToList(), unlabelled.Select(entry => entry.FileHash).ToList());
    }

    [Fact]
    public async Task Train_AnOperationWithoutWeights_PassesItOver()
    {
        using var scratch = new Scratch();
        var operation = OwnOperation.WithoutWeights;

        var entries = await new SmallTraining(scratch.Path) { More = [operation] }.RunAsync();

        using var pool = CandidatePool.Open(scratch.Path);
        Assert.Equal(4, entries.Count);
        Assert.NotNull(pool.Load(new Candidate(SmallTraining.Candidates[^1].Layer, operation)));
    }

    [Fact]
    public async Task Train_AnOperationOfAnotherShape_NamesItAndItsLayer()
    {
        using var scratch = new Scratch();
        var training = new SmallTraining(scratch.Path) { More = [OwnOperation.OfAnotherShape] };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => training.RunAsync());

        Assert.Contains("'narrow'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("blocks.5.1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_SourceThatFails_GivesItsErrorAndKeepsNothingHalf()
    {
        using var scratch = new Scratch();
        var training = new SmallTraining(scratch.Path) { Data = new FailingSource(Some.Images(), after: 4) };

        await Assert.ThrowsAsync<IOException>(() => training.RunAsync());

        Assert.Empty(scratch.Contents());
    }

    private static PretrainingOptions Sgd()
    {
        var options = SmallTraining.MakeOptions();
        (options.Optimiser, options.LearningRate) = (Optimiser.Sgd, 0.05);
        return options;
    }

    private static SmallTraining Changed(SmallTraining training, string change) => change switch
    {
        "seed" => training with { Seed = 2 },
        "teacher" => training with { TeacherSeed = 2 },
        "data" => training with { Data = Some.Images().Take(40) },
        "optimiser" => training with { Options = Sgd() },
        _ => training with { Options = new() { Epochs = 1, BatchSize = 8, Workers = 2, LearningRate = 1e-3 } },
    };
}
