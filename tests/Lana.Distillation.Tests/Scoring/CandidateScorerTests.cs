using Lana.Candidates;
using Lana.Data;
using Lana.Definitions;
using Lana.Networks;
using Lana.Objectives;
using Lana.Pool;
using Lana.Selections;
using Lana.Training;
using Lana.Weights;
using static TorchSharp.torch;

namespace Lana.Scoring;

[Collection(TorchCollection.Name)]
public sealed class CandidateScorerTests(TrainedPool trained) : IClassFixture<TrainedPool>
{
    private const int Images = 40;
    private const int BatchSize = 16;
    private const ulong Seed = 4;

    private readonly ImageArraySource _data = Some.Images();

    [Theory]
    [InlineData(ScoreKind.LossChange)]
    [InlineData(ScoreKind.Divergence)]
    public async Task Score_EachOperation_IsThatOfAFullForwardPass(ScoreKind kind)
    {
        using var pool = trained.Open();

        var scores = await ScoreAsync(pool, kind, workers: 2);

        Assert.Equal(SmallTraining.Candidates.Count, scores.Count);
        Assert.All(SmallTraining.Candidates, candidate =>
            Assert.Equal(FullPass(pool, candidate, kind), scores[new(candidate.Layer.Name, candidate.Operation.Name)], 1e-5));
        Assert.Contains(scores.Entries, entry => Math.Abs(entry.Score) > 1e-3);
    }

    [Theory]
    [InlineData(ScoreKind.LossChange)]
    [InlineData(ScoreKind.Divergence)]
    public async Task Score_TheTeachersOwnLayer_IsZero(ScoreKind kind)
    {
        using var pool = trained.Open();

        var scores = await ScoreAsync(pool, kind);

        Assert.All(scores.Layers, layer => Assert.Equal(0.0, scores[new(layer, TeacherOperation.OperationName)]));
    }

    [Fact]
    public async Task Score_WithAnyNumberOfWorkers_IsTheSame()
    {
        using var pool = trained.Open();

        var one = await ScoreAsync(pool, ScoreKind.LossChange, workers: 1);
        var three = await ScoreAsync(pool, ScoreKind.LossChange, workers: 3);

        Assert.Equal(one.Entries.ToList(), three.Entries.ToList());
    }

    [Fact]
    public async Task Divergence_WithoutLabels_IsTheSameAndNeverNegative()
    {
        using var pool = trained.Open();

        var labelled = await ScoreAsync(pool, ScoreKind.Divergence);
        var unlabelled = await ScoreAsync(pool, ScoreKind.Divergence, data: new Unlabelled(_data));

        Assert.Equal(labelled.Entries.ToList(), unlabelled.Entries.ToList());
        Assert.All(unlabelled.Entries, entry => Assert.InRange(entry.Score, -1e-7, double.MaxValue));
    }

    [Fact]
    public async Task Divergence_OfAnObjectiveWithADistance_IsThatDistance()
    {
        using var pool = trained.Open();
        var objective = new RegressionObjective();
        var candidate = SmallTraining.Candidates.First(candidate => candidate.NeedsTraining);

        var scores = await Scorer(ScoreKind.Divergence, 2, objective).ScoreAsync(
            new ScoringRequest(trained.Teacher, [candidate], _data, pool) { Seed = Seed },
            cancellationToken: TestContext.Current.CancellationToken);

        using var gradients = no_grad();
        using var assembled = pool.Assemble(trained.Teacher, [candidate]);
        var sequence = new BatchSequence(_data.Count, Images, BatchSize, Seed);
        var expected = Enumerable.Range(0, sequence.StepsPerEpoch).Average(step =>
        {
            using var scope = NewDisposeScope();
            using var batch = _data.Read(sequence.Indices(step));
            return objective.Distance(assembled.Run(batch.Images), trained.Teacher.Run(batch.Images), 1.0).item<float>();
        });
        Assert.True(expected > 0.0);
        Assert.Equal(1.0, scores[new(candidate.Layer.Name, candidate.Operation.Name)] / expected, 1e-5);
    }

    [Fact]
    public async Task LossChange_WithoutLabels_AsksForThem()
    {
        using var pool = trained.Open();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ScoreAsync(pool, ScoreKind.LossChange, data: new Unlabelled(_data)));

        Assert.Contains("labels", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_APool_ChangesNeitherTeacherNorPool()
    {
        using var pool = trained.Open();
        var teacher = ModuleWeights.Fingerprint(trained.Teacher);
        var loaded = SmallTraining.Candidates.Where(candidate => candidate.NeedsTraining).Select(candidate => Values(pool.Load(candidate))).ToList();

        await ScoreAsync(pool, ScoreKind.LossChange);

        Assert.Equal(teacher, ModuleWeights.Fingerprint(trained.Teacher));
        Assert.Equal(loaded, SmallTraining.Candidates.Where(candidate => candidate.NeedsTraining).Select(candidate => Values(pool.Load(candidate))));
    }

    [Fact]
    public async Task Score_UntrainedOperation_NamesIt()
    {
        using var scratch = new Scratch();
        using var pool = CandidatePool.Open(scratch.Path);

        var exception = await Assert.ThrowsAsync<KeyNotFoundException>(() => ScoreAsync(pool, ScoreKind.LossChange));

        Assert.Contains("efn_e1_k3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_OperationThatFailed_IsLeftOut()
    {
        using var scratch = new Scratch();
        using var whole = trained.Open();
        using var pool = CandidatePool.Open(scratch.Path);
        var failed = SmallTraining.Candidates.First(candidate => candidate.NeedsTraining);
        pool.Add(SmallTraining.Candidates.Where(candidate => candidate.NeedsTraining).Select(candidate =>
        {
            var entry = whole.Find(candidate.Key)!;
            return candidate == failed
                ? (entry with { FileHash = "", Failure = "its loss was not finite in step 1" }, (LanaModule?)null)
                : (entry, whole.Load(candidate));
        }));

        var scores = await ScoreAsync(pool, ScoreKind.LossChange);

        Assert.False(scores.TryGet(failed.Key, out _));
        Assert.Equal(SmallTraining.Candidates.Count - 1, scores.Count);
        var expected = await ScoreAsync(whole, ScoreKind.LossChange);
        Assert.All(scores.Entries, entry => Assert.Equal(expected[new(entry.Key.Layer, entry.Key.Operation)], entry.Score, 1e-6));
    }

    [Fact]
    public async Task Score_WithCosts_LeavesOutOnlyWhomAnotherBeats()
    {
        using var pool = trained.Open();
        var costs = new CostTable(
            "ms", "a test", SmallTraining.Candidates.Select(candidate => new CostEntry(candidate.Key, 1.0)));
        var worst = SmallTraining.Candidates.First(candidate => candidate.NeedsTraining);
        using (no_grad())
        {
            pool.Load(worst).parameters().ToList().ForEach(parameter => parameter.mul_(30.0f));
        }

        var all = await ScoreAsync(pool, ScoreKind.LossChange);

        var scores = await Scorer(ScoreKind.LossChange, 2).ScoreAsync(
            new ScoringRequest(trained.Teacher, SmallTraining.Candidates, _data, pool) { Seed = Seed, Costs = costs },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(scores.Entries, entry => Assert.Equal(all[entry.Key], entry.Score, 1e-6));
        var dropped = all.Entries.Where(entry => !scores.TryGet(entry.Key, out _)).ToList();
        Assert.Contains(dropped, entry => entry.Key == worst.Key);
        Assert.All(dropped, entry => Assert.Contains(
            scores.Entries, other => other.Key.Layer == entry.Key.Layer && other.Score < entry.Score));
        Assert.All(scores.Layers, layer => Assert.True(scores.TryGet(new(layer, TeacherOperation.OperationName), out _)));
    }

    [Fact]
    public async Task Score_CancelledOnTheWay_Stops()
    {
        using var pool = trained.Open();
        using var cancellation = new CancellationTokenSource();
        var reports = new List<LanaProgress>();
        var progress = new Reporter(value =>
        {
            reports.Add(value);
            if (value.Done > 0)
            {
                cancellation.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scorer(ScoreKind.LossChange, 2).ScoreAsync(
            new ScoringRequest(trained.Teacher, SmallTraining.Candidates, _data, pool), progress, cancellation.Token));

        Assert.Equal(2, reports.Count);
    }

    private static CandidateScorer Scorer(ScoreKind kind, int workers, ITrainingObjective? objective = null) => new(
        new ScoringOptions { Images = Images, BatchSize = BatchSize, Kind = kind, Workers = workers }, objective);

    private static float[] Values(LanaModule module) => [.. module.state_dict().Values
        .SelectMany(weight => weight.detach().to(float32).contiguous().data<float>().ToArray())];

    private Task<ScoreTable> ScoreAsync(
        CandidatePool pool, ScoreKind kind, int workers = 2, IBatchSource? data = null) =>
        Scorer(kind, workers).ScoreAsync(
            new ScoringRequest(trained.Teacher, SmallTraining.Candidates, data ?? _data, pool) { Seed = Seed },
            cancellationToken: TestContext.Current.CancellationToken);

    private double FullPass(CandidatePool pool, Candidate candidate, ScoreKind kind)
    {
        using var gradients = no_grad();
        using var assembled = pool.Assemble(trained.Teacher, [candidate]);
        var sequence = new BatchSequence(_data.Count, Images, BatchSize, Seed);
        return Enumerable.Range(0, sequence.StepsPerEpoch).Average(step =>
        {
            using var scope = NewDisposeScope();
            using var batch = _data.Read(sequence.Indices(step));
            return kind == ScoreKind.LossChange
                ? Loss(assembled, batch) - Loss(trained.Teacher, batch)
                : Distance(Probabilities(trained.Teacher, batch), Probabilities(assembled, batch)) / batch.Count;
        });
    }

    private static double Loss(Network network, Batch batch) =>
        new ClassificationObjective().Loss(network.Run(batch.Images), batch.Labels).item<float>();

    private static double[] Probabilities(Network network, Batch batch) =>
        [.. network.Run(batch.Images).softmax(1).data<float>().ToArray().Select(value => (double)value)];

    private static double Distance(double[] teacher, double[] student) =>
        teacher.Zip(student, (p, q) => p * (Math.Log(p) - Math.Log(q))).Sum();
}
