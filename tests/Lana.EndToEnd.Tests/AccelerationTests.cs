using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lana.Analysis.Baselines;
using Lana.Candidates;
using Lana.Data;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Scoring;
using Lana.Selections;
using Lana.Solvers;
using Lana.Weights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Lana;

[Collection(TorchCollection.Name)]
public sealed class AccelerationTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    [Fact]
    public async Task Accelerate_Teacher_EndsWithinTheBudgetWithEveryFile()
    {
        using var scratch = new Scratch();
        var job = new Job(scratch.Path);

        using var result = await job.RunAsync();

        Assert.True(result.Latency.IsWithinBudget);
        Assert.Equal(0.6 * result.Latency.TeacherMs, result.Latency.BudgetMs, 1e-9);
        Assert.InRange(result.Chosen.MeasuredMs, 0.5 * result.Chosen.BudgetMs, result.Chosen.BudgetMs);
        Assert.Equal(result.Student.Layers.Count, result.Chosen.Selection.Count);
        Assert.Contains(
            result.Chosen.Selection, choice => choice.Operation is not (TeacherOperation.OperationName or "identity"));
        Assert.All(result.Pool, entry => Assert.True(entry.IsTrained));
        Assert.All(
            ["pre-training", "scores", "selections", "fine-tuning"],
            stage => Assert.Contains(stage, result.StageSeconds));
        Assert.All(
            [result.OnnxPath, result.WeightsPath, job.File("student", "architecture.json"), job.File("scores.json")],
            path => Assert.True(File.Exists(path), path));
        Assert.False(File.Exists(job.File("student", "checkpoint.safetensors")));
    }

    [Fact]
    public async Task Student_InAStockSession_GivesTheSameLogitsAndAccuracy()
    {
        using var result = await new Job(reference.Directory).RunAsync();
        var test = Some.Images(60, seed: 77);
        using var batch = test.Read(EpochOrder.Sequential(60));
        using var logits = result.Student.Run(batch.Images);
        var expected = logits.data<float>().ToArray();
        var evaluation = await NetworkEvaluator.EvaluateAsync(
            result.Student, test, cancellationToken: TestContext.Current.CancellationToken);

        var actual = RunStock(result.OnnxPath, batch.Images.data<float>().ToArray(), 60);

        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-4f * expected.Max(Math.Abs));
        var correct = actual.Chunk(Some.Classes)
            .Zip(batch.Labels!.data<long>().ToArray())
            .Count(pair => pair.First.Max() == pair.First[pair.Second]);
        Assert.Equal(evaluation.Accuracy, correct / 60.0);
    }

    [Fact]
    public async Task Student_ReadFromItsFiles_IsTheSameNetwork()
    {
        using var result = await new Job(reference.Directory).RunAsync();
        var json = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(reference.Directory, "student", "architecture.json"), TestContext.Current.CancellationToken))!;

        using var loaded = StudentFiles.Load(reference.Directory);

        Assert.Equal(ModuleWeights.Fingerprint(result.Student), ModuleWeights.Fingerprint(loaded));
        Assert.Equal(
            result.Chosen.Selection, JsonSerializer.Deserialize<Selection>(json["selection"]));
    }

    [Fact]
    public async Task Accelerate_Again_DoesNothingAgainAndGivesTheSame()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var job = new Job(scratch.Path);

        await job.CompleteAsync();

        Assert.Equal((0, 0, 0, 0), Calls(job));
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
        Assert.True(job.Counted.Costs![new("blocks.0.0", "teacher")] > 0.0);
    }

    [Fact]
    public async Task Accelerate_ToAnotherBudget_ReusesPoolAndScores()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var job = new Job(scratch.Path) { Budget = Budget.Latency(0.8) };

        using var result = await job.RunAsync();

        Assert.Equal((0, 0, 1), (job.Counted.Trained, job.Counted.Scorings, job.Counted.FineTunings));
        Assert.True(result.Latency.IsWithinBudget);
        Assert.Equal(reference.Files["scores"], RunFiles.Of(scratch.Path)["scores"]);
        Assert.NotEqual(reference.Files["selection"], RunFiles.Of(scratch.Path)["selection"]);
    }

    [Fact]
    public async Task Accelerate_WithAnotherSelector_SelectsAgainOnTheSamePoolAndScores()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var few = new Job(scratch.Path) { Selector = new RandomSelector(draws: 1, new SelectionOptions { Solutions = 4 }) };
        var many = new Job(scratch.Path) { Selector = new RandomSelector(draws: 200, new SelectionOptions { Solutions = 4 }) };

        using var first = await few.RunAsync();
        using var second = await many.RunAsync();

        Assert.Equal((0, 0, 1), (few.Counted.Trained, few.Counted.Scorings, few.Counted.FineTunings));
        Assert.Equal((0, 0), (many.Counted.Trained, many.Counted.Scorings));
        Assert.True(many.Counted.Rankings > 0);
    }

    [Fact]
    public async Task Accelerate_WithAnotherPart_DoesItsStageAgain()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var tuned = new Job(scratch.Path) { PartsFingerprint = (null, null, "another tuner") };
        var ranked = new Job(scratch.Path) { PartsFingerprint = (null, "another ranker", null) };
        var scored = new Job(scratch.Path) { PartsFingerprint = ("another scorer", null, null) };

        await tuned.CompleteAsync();
        await ranked.CompleteAsync();
        await scored.CompleteAsync();

        Assert.Equal((0, 0, 0, 1), Calls(tuned));
        Assert.Equal((0, 0, 1), (ranked.Counted.Trained, ranked.Counted.Scorings, ranked.Counted.FineTunings));
        Assert.True(ranked.Counted.Rankings > 0);
        Assert.Equal((0, 1, 1), (scored.Counted.Trained, scored.Counted.Scorings, scored.Counted.FineTunings));
    }

    [Fact]
    public async Task Accelerate_WithOtherWorkersAndIntervals_DoesNothingAgain()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var job = Job.WithOtherWorkers(scratch.Path);

        await job.CompleteAsync();

        Assert.Equal((0, 0, 0, 0), Calls(job));
    }

    [Fact]
    public async Task Accelerate_InAnotherCulture_DoesNothingAgain()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var job = new Job(scratch.Path);
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            await job.CompleteAsync();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal((0, 0, 0, 0), Calls(job));
    }

    [Fact]
    public async Task Accelerate_WithOneSeedElsewhere_GivesTheSameBytes()
    {
        using var scratch = new Scratch();

        await new Job(scratch.Path).CompleteAsync();

        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }

    [Fact]
    public async Task Accelerate_WithOtherData_TrainsAndScoresAgain()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var job = new Job(scratch.Path) { Train = Some.Images(seed: 5, padding: 1) };

        await job.CompleteAsync();

        Assert.True(job.Counted.Trained > 0);
        Assert.Equal((1, 1), (job.Counted.Scorings, job.Counted.FineTunings));
    }

    [Fact]
    public async Task Accelerate_WithAMissingPoolFile_TrainsThatOperationAndNothingElse()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        var pool = Path.Combine(scratch.Path, "pool");
        File.Delete(Directory.EnumerateFiles(pool, "*.safetensors", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .First());
        var job = new Job(scratch.Path);

        await job.CompleteAsync();

        Assert.Equal((0, 0, 0), (job.Counted.Scorings, job.Counted.Rankings, job.Counted.FineTunings));
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }

    [Fact]
    public async Task Accelerate_WithoutFineTuning_RecalibratesAndShips()
    {
        using var scratch = new Scratch();
        var job = new Job(scratch.Path) { SkipsFineTuning = true };

        using var result = await job.RunAsync();

        Assert.Equal(0, job.Counted.FineTunings);
        Assert.True(File.Exists(result.OnnxPath));
        Assert.All(
            result.Student.State.Where(pair => pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)),
            pair => Assert.Equal(1, pair.Value.item<long>()));
    }

    [Fact]
    public void Services_OfTheWholeChain_ResolveTheAccelerator()
    {
        var services = new ServiceCollection();
        services.AddLana()
            .AddCandidates(searchSpace => searchSpace.UseFull())
            .AddDistillation(pretraining => pretraining.Epochs = 1)
            .AddOnnxRuntimeLatency(latency => latency.Threads = 1)
            .AddIlpSearch(selection => selection.Solutions = 100);

        using var provider = services.BuildServiceProvider();

        Assert.IsType<Accelerator>(provider.GetRequiredService<IAccelerator>());
    }

    private static (int Trained, int Scorings, int Rankings, int FineTunings) Calls(Job job) =>
        (job.Counted.Trained, job.Counted.Scorings, job.Counted.Rankings, job.Counted.FineTunings);

    private static float[] RunStock(string path, float[] images, int count)
    {
        using var session = new InferenceSession(path);
        using var options = new Microsoft.ML.OnnxRuntime.RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(images, [count, 1, Some.Side, Some.Side]);
        using var outputs = session.Run(options, session.InputNames, [input], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
