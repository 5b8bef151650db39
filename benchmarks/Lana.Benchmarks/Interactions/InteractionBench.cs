using Lana.Candidates;
using Lana.Data;
using Lana.FineTuning;
using Lana.Interactions;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Selection;
using Lana.Selection.Refining;
using Samples;

namespace Lana.Benchmarks.Interactions;

/// <summary>The Quickstart's teacher with a pool of the Quickstart's operations. Multiply-accumulates stand for times,
/// so that the problem is the same on every machine.</summary>
internal sealed class InteractionBench : IDisposable
{
    private const string Macs = "macs";
    private const int BatchSize = 64;
    private const int RecalibrationImages = 1000;

    private readonly FashionMnist _data = FashionMnist.Load(Path.Combine(AppContext.BaseDirectory, "data"));
    private readonly LayeredNetwork _teacher = Samples.Teacher.Load();
    private readonly NetworkRanker _ranker = new(new RankingOptions { Images = 0 });
    private readonly CostTable _costs;
    private readonly CandidatePool _pool;
    private readonly Dictionary<SelectedOperation, CandidateJob> _jobs;
    private readonly IBatchSource _scored;
    private readonly IBatchSource _other;
    private ScoreTable? _scores;

    public InteractionBench(InteractionsSettings settings, string folder)
    {
        Settings = settings;
        var zoo = CandidateZoo.Compact;
        _costs = PriceTables.Macs(_teacher.Definition, zoo);
        zoo = zoo.CheaperThanTeacher(_costs);
        _jobs = _teacher.Definition.Layers
            .SelectMany(layer => zoo.For(layer).Select(operation => new CandidateJob(layer, operation)))
            .ToDictionary(job => new SelectedOperation(job.Layer.Name, job.Operation.Name));
        (_scored, var rest) = _data.Train.Split(settings.Images, settings.Seed);
        _other = rest.Take(settings.OtherImages);
        _pool = CandidatePool.Open(folder);
    }

    public InteractionsSettings Settings { get; }

    /// <summary>Trains the pool.</summary>
    /// <returns>How many operations were trained.</returns>
    public async Task<int> TrainAsync(CancellationToken cancellationToken)
    {
        var options = new PretrainingOptions { BatchSize = BatchSize, ImagesPerEpoch = Settings.Steps * BatchSize };
        var entries = await new CandidateTrainer(options).TrainAsync(
            new PretrainingTask(_teacher, [.. _jobs.Values], _data.Train, _pool) { Seed = Settings.Seed },
            cancellationToken: cancellationToken);
        return entries.Count(entry => entry.IsTrained);
    }

    /// <summary>Scores the pool.</summary>
    /// <returns>How many operations were scored.</returns>
    public async Task<int> ScoreAsync(CancellationToken cancellationToken)
    {
        _scores = await new CandidateScorer(new ScoringOptions { Images = 0 }).ScoreAsync(
            new ScoringTask(_teacher, [.. _jobs.Values], _scored, _pool), cancellationToken: cancellationToken);
        return _scores.Count;
    }

    public SelectionProblem Problem(double share, IReadOnlyList<PairTerm> terms) => SelectionProblem.Create()
        .Scores(_scores!)
        .Cost(Macs, _costs)
        .Limit(Macs, maximum: Budget(share))
        .Pairs(terms)
        .Build();

    public IReadOnlyList<SelectionSolution> Select(
        SelectionProblem problem, int solutions, CancellationToken cancellationToken)
    {
        var options = new SelectionOptions
        {
            Solutions = solutions,
            TimeLimit = TimeSpan.FromSeconds(Settings.Seconds),
        };
        return new IlpOperationSelector().Select(problem, options, cancellationToken: cancellationToken).Solutions;
    }

    /// <summary>Pair terms for a budget, and how many networks they took.</summary>
    public async Task<(IReadOnlyList<PairTerm> Terms, int Networks)> ScorePairsAsync(
        double share, CancellationToken cancellationToken)
    {
        var pairs = NeighbourPairs.Choose([.. _jobs.Values], _scores!, _costs, Budget(share), Settings.Operations);
        var terms = await new PairScorer(_ranker).ScoreAsync(
            new PairScoringTask(_teacher, pairs, _scored, _pool), cancellationToken: cancellationToken);
        var singles = pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().Count();
        return (terms, 1 + singles + pairs.Count);
    }

    /// <summary>The loss on the images to choose by.</summary>
    public Task<IReadOnlyList<double>> RankAsync(
        IEnumerable<SelectionSolution> selections, CancellationToken cancellationToken) =>
        RankAsync([.. selections.Select(Assemble)], _scored, cancellationToken);

    public Task<RefinementResult> RefineAsync(
        SelectionProblem problem, SelectionSolution start, CancellationToken cancellationToken) =>
        new SelectionRefiner(new RefinementOptions { MaximumEvaluations = Settings.Evaluations }).RefineAsync(
            problem,
            start,
            async (selection, token) => (await RankAsync([selection], token))[0],
            cancellationToken: cancellationToken);

    public Task<Judgement> JudgeTeacherAsync(CancellationToken cancellationToken) =>
        JudgeAsync(_teacher, cancellationToken);

    public Task<Judgement> JudgeAsync(SelectionSolution selection, CancellationToken cancellationToken) =>
        JudgeAsync(Assemble(selection), cancellationToken);

    public void Dispose()
    {
        _pool.Dispose();
        _teacher.Dispose();
    }

    private double Budget(double share) => share * _teacher.Price.Macs;

    private LayeredNetwork Assemble(SelectionSolution selection) =>
        _pool.Assemble(_teacher, selection.Choices.Select(choice => _jobs[choice]));

    private Task<IReadOnlyList<double>> RankAsync(
        IReadOnlyList<LayeredNetwork> networks, IBatchSource data, CancellationToken cancellationToken) =>
        _ranker.RankAsync(new RankingTask(networks, data), cancellationToken: cancellationToken);

    private async Task<Judgement> JudgeAsync(LayeredNetwork view, CancellationToken cancellationToken)
    {
        var loss = (await RankAsync([view], _other, cancellationToken))[0];
        using var network = view.Detach();
        await Recalibration.RunAsync(network, _data.Train, RecalibrationImages, Settings.Seed, cancellationToken);
        var evaluation = await NetworkEvaluator.EvaluateAsync(
            network, _data.HeldOut, cancellationToken: cancellationToken);
        return new Judgement(loss, evaluation.Accuracy);
    }
}
