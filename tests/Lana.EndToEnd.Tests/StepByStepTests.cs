using Lana.Calibration;
using Lana.Candidates;
using Lana.Export;
using Lana.FineTuning;
using Lana.Parity;
using Lana.Pipeline;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Profiling;
using Lana.Scoring;
using Lana.Solvers;

namespace Lana;

/// <summary>The stages one by one, as <c>docs/acceleration.md</c> shows them.</summary>
[Collection(TorchCollection.Name)]
public sealed class StepByStepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stages_OneByOne_GiveAStudentWithinTheTablesBudget()
    {
        using var scratch = new Scratch();
        using var teacher = Some.Teacher();
        var searchSpace = SearchSpace.Named("identity", "efn_e1_k3", "cb_stack_k3_w0.25");
        var (train, heldOut) = (Some.Images(), Some.Images(16, seed: 9));

        var table = await new LatencyTableBuilder(new SizeMeter()).BuildAsync(
            teacher.Definition, searchSpace, scratch.File("latency.json"), cancellationToken: Token);
        var jobs = teacher.Layers.SelectMany(layer => searchSpace.For(layer.Info)
            .Select(operation => new Candidate(layer.Info, operation))).ToList();
        using var pool = CandidatePool.Open(scratch.File("pool"));
        await new CandidateTrainer(new PretrainingOptions { ImagesPerEpoch = 16, BatchSize = 8 }).TrainAsync(
            new PretrainingRequest(teacher, jobs, train, pool), cancellationToken: Token);
        var scores = await new CandidateScorer().ScoreAsync(
            new ScoringRequest(teacher, jobs, train, pool), cancellationToken: Token);

        var budgetMs = 0.6 * table.TeacherMs;
        var problem = SelectionProblem.From(scores, new TableLatencyPredictor(table).ToCostTable(budgetMs), budgetMs);
        var best = new IlpOperationSelector().Select(problem, cancellationToken: Token).Best;

        var byName = jobs.ToDictionary(job => job.Key);
        using var student = pool
            .Assemble(teacher, best.Selection.Select(choice => byName[choice]))
            .Detach();
        await new FineTuner(new FineTuningOptions { Epochs = 1, BatchSize = 8 }).FineTuneAsync(
            new FineTuningRequest(student, train) { Teacher = teacher, Validation = heldOut }, cancellationToken: Token);
        var file = scratch.File("student.onnx");
        OnnxExporter.Export(student, file);

        Assert.InRange(best.Costs["latency"], 0.0, budgetMs);
        Assert.InRange(OnnxParity.Check(student, file).RelativeDifference, 0.0, 1e-4);
        Assert.Contains(best.Selection, choice => choice.Operation != TeacherOperation.OperationName);
    }

    [Fact]
    public void Load_AnotherVersionOrNoDefinition_NamesTheFile()
    {
        using var scratch = new Scratch();
        var path = scratch.File("student/architecture.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        foreach (var json in new[]
        {
            """{"version":2,"operations":[],"definition":"{}"}""", """{"version":1,"operations":[],"definition":"{}"}""",
        })
        {
            File.WriteAllText(path, json);

            var failure = Assert.Throws<DamagedFileException>(() => StudentFiles.Load(scratch.Path));

            Assert.Equal(path, failure.Path);
        }

        Assert.Throws<DirectoryNotFoundException>(() => StudentFiles.Load(scratch.File("none")));
    }
}
