using Lana.Calibration;
using Lana.Candidates;
using Lana.Internal;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Scoring;
using Lana.Selections;
using Lana.Tables;
using Lana.Weights;

namespace Lana.Reproduction.Setup;

/// <summary>A trained pool with its latency table: the starting point of tables that do not need a student.</summary>
internal sealed class PreparedPool : IDisposable
{
    private const string Latency = "latency";

    private readonly Experiment _experiment;
    private readonly AccelerationParts _parts;
    private readonly string _folder;

    private PreparedPool(
        Experiment experiment,
        AccelerationParts parts,
        string folder,
        LatencyTable table,
        (IReadOnlyList<Candidate> Candidates, CandidatePool Pool) trained)
    {
        (_experiment, _parts, _folder, Table) = (experiment, parts, folder, table);
        (Candidates, Pool) = trained;
    }

    public LatencyTable Table { get; }

    public IReadOnlyList<Candidate> Candidates { get; }

    public CandidatePool Pool { get; }

    /// <summary>Measures and trains the missing parts, in the folder that an accelerator with this plan uses.</summary>
    public static async Task<PreparedPool> OpenAsync(
        Experiment experiment, StudentPlan plan, CancellationToken cancellationToken)
    {
        var settings = experiment.Settings(plan);
        var parts = experiment.Parts(plan, settings);
        var folder = Path.Combine(experiment.Folder, plan.Pool);
        var progress = new ProgressLines($"{experiment.Family.Name}-{experiment.Seed}, {plan.Name}");
        var table = await parts.Tables.BuildAsync(
            experiment.Teacher.Definition,
            parts.SearchSpace,
            Path.Combine(folder, Latency, $"{parts.Meter.Profile.Key}.json"),
            new ProgressLines($"{experiment.Family.Name}, {parts.Meter.Profile.Key}"),
            cancellationToken);
        var candidates = CandidatePlan.Make(
            experiment.Teacher.Definition, plan.SearchSpace, table, plan.SkipsSlowOperations);
        var pool = CandidatePool.Open(Path.Combine(folder, "pool"));
        var task = new PretrainingRequest(experiment.Teacher, candidates, experiment.Data.Train, pool) { Seed = experiment.Seed };
        await parts.Trainer.TrainAsync(task, progress, cancellationToken);
        return new PreparedPool(experiment, parts, folder, table, (candidates, pool));
    }

    /// <summary>The scores a_ij of every operation, measured once.</summary>
    public async Task<ScoreTable> ScoreAsync(ScoreKind kind, CancellationToken cancellationToken)
    {
        var options = new ScoringOptions { Images = _experiment.Scale.ScoringImages, Kind = kind };
        var hashes = Pool.Entries.ToDictionary(entry => entry.Key, entry => entry.FileHash);
        var inputs = ContentHash.Of(
            ModuleWeights.Fingerprint(_experiment.Teacher),
            _experiment.Data.Train.Fingerprint,
            $"{options.Images} {_experiment.Seed}",
            string.Join(' ', Candidates.Select(candidate =>
                $"{candidate.Layer.Name}/{candidate.Operation} {hashes.GetValueOrDefault(candidate.Key)}")));
        var file = Path.Combine(_folder, $"kept-scores-{kind}.json");
        if (File.Exists(file) && JsonFile.Read<KeptScores>(file) is var kept && kept.Inputs == inputs)
        {
            return kept.ToTable();
        }

        var scores = await new CandidateScorer(options).ScoreAsync(
            new ScoringRequest(_experiment.Teacher, Candidates, _experiment.Data.Train, Pool) { Seed = _experiment.Seed },
            new ProgressLines($"{kind}"),
            cancellationToken);
        AtomicFile.WriteJson(file, KeptScores.Of(inputs, scores));
        return scores;
    }

    /// <summary>The teacher with the selected operations.</summary>
    public Network Assemble(IEnumerable<CandidateKey> choices)
    {
        var byName = Candidates.ToDictionary(candidate => candidate.Key);
        return Pool.Assemble(_experiment.Teacher, choices.Select(choice => byName[choice]));
    }

    /// <summary>The mean training loss of assembled networks, batch norms on the statistics of the batch.</summary>
    public Task<IReadOnlyList<double>> RankAsync(
        IReadOnlyList<Network> networks, CancellationToken cancellationToken) => _parts.Ranker.RankAsync(
            new Ranking.RankingRequest(networks, _experiment.Data.Train) { Seed = _experiment.Seed },
            new ProgressLines("ranking"),
            cancellationToken);

    /// <summary>Creates the integer program of scores within a share of the teacher's latency.</summary>
    public static SelectionProblem Problem(ScoreTable scores, LatencyTable table, double share)
    {
        var budgetMs = share * table.TeacherMs;
        return SelectionProblem.Create()
            .Scores(scores)
            .Cost(Latency, new TableLatencyPredictor(table).ToCostTable(budgetMs))
            .Limit(Latency, maximum: budgetMs)
            .Build();
    }

    public void Dispose() => Pool.Dispose();
}
