using Lana.Pool;

namespace Lana.Scoring;

/// <summary>Scores operations from the teacher's features: the prefix runs once per batch, the suffix once per
/// operation.</summary>
/// <remarks>LANA, section 3.3, Eq. 3.</remarks>
/// <param name="options">The options; null for the defaults.</param>
/// <param name="objective">The loss; null for classification.</param>
/// <param name="time">The clock of the ETA; null for the system's.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class CandidateScorer(
    ScoringOptions? options = null, ITrainingObjective? objective = null, TimeProvider? time = null) : ICandidateScorer
{
    // Operations of one layer run through the rest of the network together: for small feature maps, many at a time are
    // faster; for large ones, only while they fit in the cache.
    private const int MaxChunk = 16;
    private const long MaxChunkBytes = 2 << 20;

    private readonly ScoringOptions _options = new ScoringOptionsValidator().Require(options ?? new());
    private readonly ITrainingObjective _objective = objective ?? new ClassificationObjective();

    internal ScoringOptions Options => _options;

    internal ITrainingObjective Objective => _objective;

    /// <inheritdoc/>
    public string Fingerprint => ContentHash.Of(
        nameof(CandidateScorer), OptionsFingerprint.Of(_options), _objective.Fingerprint);

    /// <inheritdoc/>
    public Task<ScoreTable> ScoreAsync(
        ScoringRequest request, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TorchThread.RunAsync(1, () => Score(request, progress, cancellationToken));
    }

    private ScoreTable Score(
        ScoringRequest request, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var usable = request.Candidates.Where(candidate => !IsLeftOut(candidate, request.Pool)).ToList();
        var candidates = usable.Where(candidate => !candidate.IsTeacher).ToList();
        var modules = candidates.Select(request.Pool.Load).ToList();
        var sequence = new BatchSequence(request.Data.Count, _options.Images, _options.BatchSize, request.Seed);
        var race = new ScoringRace(candidates, _options.PruneDominated ? request.Costs : null);
        var chunks = Chunks(candidates, race.Active, sequence.BatchSize);
        var sums = new double[candidates.Count];
        var tracker = new ProgressTracker("scoring", (long)candidates.Count * sequence.StepsPerEpoch, progress, time);
        using var workers = new TorchWorkers(_options.Workers);
        using var teacher = new FusedTeacher(request.Teacher);
        for (var step = 0; step < sequence.StepsPerEpoch; step++)
        {
            using var prefix = Prefix(
                teacher.Network, request.Data, sequence.Indices(step), workers, cancellationToken);
            workers.Run(
                chunks.Count,
                index => Score(teacher.Network, prefix, chunks[index], modules, (sums, race)),
                cancellationToken);
            tracker.Advance(candidates.Count);
            if (race.IsOn && ScoringRace.DecidesAfter(step + 1, sequence.StepsPerEpoch) && race.Drop() > 0)
            {
                chunks = Chunks(candidates, race.Active, sequence.BatchSize);
            }
        }

        var scores = race.Active.ToDictionary(index => candidates[index], index => sums[index] / sequence.StepsPerEpoch);
        return new ScoreTable(
            _options.Kind == ScoreKind.LossChange ? "loss change"
                : _objective is IDistillationObjective ? "distance from the teacher"
                : "KL divergence",
            $"{request.Teacher.Name} on {sequence.StepsPerEpoch * sequence.BatchSize} images",
            usable
                .Where(candidate => candidate.IsTeacher || scores.ContainsKey(candidate))
                .Select(candidate => new ScoreEntry(candidate.Key, scores.GetValueOrDefault(candidate))));
    }

    private static bool IsLeftOut(Candidate candidate, CandidatePool pool) =>
        candidate.NeedsTraining && pool.Find(candidate.Key) is { IsTrained: false };

    private TeacherPrefix Prefix(
        Network teacher, IBatchSource data, int[] indices, TorchWorkers workers, CancellationToken cancellationToken)
    {
        TeacherPrefix? prefix = null;
        workers.Run(1, Compute, cancellationToken);
        return prefix!;

        void Compute(int piece)
        {
            using var batch = data.ReadChecked(indices);
            prefix = TeacherPrefix.Compute(teacher, batch, _options.Kind, _objective);
        }
    }

    private static List<(int Layer, int[] Indices)> Chunks(
        List<Candidate> candidates, IEnumerable<int> active, int batchSize) =>
    [
        .. from index in active
           group index by candidates[index].Layer into layer
           from chunk in layer.Chunk(ChunkSize(layer.Key.Output, batchSize))
           select (layer.Key.Index, chunk),
    ];

    private static int ChunkSize(FeatureShape output, int batchSize) =>
        (int)Math.Clamp(MaxChunkBytes / (output.Count * sizeof(float) * batchSize), 1, MaxChunk);

    private void Score(
        Network teacher,
        TeacherPrefix prefix,
        (int Layer, int[] Indices) part,
        List<LanaModule> modules,
        (double[] Sums, ScoringRace Race) scores)
    {
        using var gradients = no_grad();
        var (layer, indices) = part;
        var trace = prefix.Trace!;
        var features = indices.Select(index => modules[index].Run(trace.Input(layer))).ToArray();
        var outputs = teacher.RunAfter(trace, layer, features.Length == 1 ? features[0] : cat(features, 0));
        var images = prefix.Outputs.size(0);
        for (var place = 0; place < indices.Length; place++)
        {
            var own = outputs.narrow(0, place * images, images);
            scores.Sums[indices[place]] += Change(prefix, own);
            if (scores.Race.IsOn)
            {
                scores.Race.Add(indices[place], Groups(prefix, own));
            }
        }
    }

    private IEnumerable<double> Groups(TeacherPrefix prefix, Tensor outputs)
    {
        var size = Math.Max(1, outputs.size(0) / ScoringRace.GroupsPerBatch);
        for (var first = 0L; first + size <= outputs.size(0); first += size)
        {
            yield return Change(prefix.Part(first, size), outputs.narrow(0, first, size));
        }
    }

    private double Change(TeacherPrefix prefix, Tensor outputs) => _options.Kind == ScoreKind.LossChange
        ? _objective.Loss(outputs, prefix.Labels).item<float>() - prefix.Loss
        : DistillationLoss.Of(_objective, outputs, prefix.Outputs, temperature: 1.0).item<float>();
}
