using Lana.Modules;
using Lana.Pool;

namespace Lana.Pretraining;

/// <summary>The training of one candidate: its module, its optimiser and its losses.</summary>
internal sealed class CandidateTraining : ICheckpointed, IDisposable
{
    private const double ShareOfRemoval = 0.25;
    private const string StepsKey = "steps";
    private const string LossesKey = "losses";
    private const string SufficientKey = "sufficient";

    private readonly LanaModule _teacherLayer;
    private readonly PretrainingOptions _options;
    private readonly long _totalSteps;
    private readonly LossRecord _losses;
    private readonly FlatParameters _parameters;
    private readonly FlatOptimiser _optimiser;
    private string _fingerprint;
    private string? _failure;
    private double? _sufficientLoss;

    public CandidateTraining(
        Candidate candidate,
        LanaModule teacherLayer,
        string fingerprint,
        ulong seed,
        long totalSteps,
        PretrainingOptions options)
    {
        Candidate = candidate;
        _teacherLayer = teacherLayer;
        _fingerprint = fingerprint;
        _totalSteps = totalSteps;
        _options = options;
        _losses = new LossRecord(totalSteps);
        Module = candidate.Definition.Build(
            candidate.Layer.Input, SeedMix.Of(seed, candidate.Layer.Name, candidate.Operation.Name));
        _parameters = new FlatParameters(Module.parameters());
        _optimiser = FlatOptimiser.Create(options, _parameters);
    }

    public Candidate Candidate { get; }

    public LanaModule Module { get; }

    public CheckpointFile? Checkpoint { get; init; }

    public PoolEntry Entry => new(
        Candidate.Key,
        _fingerprint,
        _optimiser.Steps,
        _sufficientLoss ?? _losses.Initial,
        IsDropped ? EarlyLoss : _sufficientLoss ?? _losses.Final,
        FileHash: "",
        _failure);

    /// <summary>True while it trains: it has neither failed nor been dropped.</summary>
    public bool IsActive => _failure is null;

    /// <summary>The mean loss in the second half of the first quarter.</summary>
    public double EarlyLoss => _sufficientLoss ?? _losses.Early;

    /// <summary>True if it was dropped by pruning, as opposed to failed.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>Ends the training for a reason; the fingerprint is that of the pruning decision.</summary>
    public void Drop(string reason, string fingerprint) =>
        (_failure, _fingerprint, IsDropped) = (reason, fingerprint, true);

    /// <summary>The steps of an earlier run, after which this one continues.</summary>
    public long StepsBefore { get; private set; }

    public IReadOnlyCollection<KeyValuePair<string, Tensor>> State => [.. Module.state_dict(), .. _optimiser.State];

    public IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        [StepsKey] = _optimiser.Steps.ToString(CultureInfo.InvariantCulture),
        [LossesKey] = _losses.ToText(),
        [SufficientKey] = _sufficientLoss?.ToString("R", CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The number of steps in a checkpoint; 0 if there is none.</summary>
    public static long StepsIn(CheckpointFile checkpoint) =>
        checkpoint.ReadFacts()?.GetValueOrDefault(StepsKey) is { } steps
            ? long.Parse(steps, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>Takes one step per batch, in order, except those already taken; <paramref name="first"/> is the step of
    /// the first batch.</summary>
    public void Train(IReadOnlyList<FeatureBatch> batches, long first, CancellationToken cancellationToken)
    {
        // Other operations run between two windows, and the library's cache of kernels drops this operation's kernels.
        var isFirst = true;
        for (var index = 0; index < batches.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsActive && _sufficientLoss is null && first + index >= StepsBefore)
            {
                Step(batches[index][Candidate.Layer.Index], isFirst);
                isFirst = false;
            }
        }
    }

    public void Restore(IReadOnlyDictionary<string, string> facts)
    {
        StepsBefore = _optimiser.Steps = long.Parse(facts[StepsKey], CultureInfo.InvariantCulture);
        _losses.Restore(facts[LossesKey]);
        _sufficientLoss = facts[SufficientKey] is { Length: > 0 } loss ? double.Parse(loss, CultureInfo.InvariantCulture) : null;
    }

    public void Dispose()
    {
        _optimiser.Dispose();
        _parameters.Dispose();
        Module.Dispose();
    }

    private void Step(LayerFeatures features, bool isFirst)
    {
        using var scope = NewDisposeScope();
        if (_optimiser.Steps == 0)
        {
            Initialise(features);
        }

        if (IsSufficient(features))
        {
            return;
        }

        var loss = ScaledSquares.Of(Output(features.Input), features.Target, features.Scale);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            _failure = $"The loss was {value} at step {_optimiser.Steps}.";
            return;
        }

        BackwardGate.Run(loss, isFirst);
        _losses.Add(_optimiser.Steps, value);
        var progress = (_optimiser.Steps + 0.5) / _totalSteps;
        _optimiser.Step(_options.LearningRate * CosineSchedule.Factor(progress, _options.Warmup));
    }

    private Tensor Output(Tensor input)
    {
        using var precision = _options.EnterPrecision();
        return Module.Run(input, RunMode.Train);
    }

    private void Initialise(LayerFeatures features)
    {
        var data = new InitialisationData(_teacherLayer, features.Input, features.Target, _options.InitialSpread)
        {
            FitsOutput = _options.FitOutput,
        };
        Candidate.Operation.Initialise(Module, data);
    }

    // Almost any operation approximates a layer that adds little: the loss is then compared with that of leaving the
    // layer out.
    private double SufficientLoss(LayerFeatures features) => Candidate.Layer.KeepsShape
        ? Math.Min(
            _options.SufficientLoss,
            ShareOfRemoval * ScaledSquares.Of(features.Input, features.Target, features.Scale).item<float>())
        : _options.SufficientLoss;

    // The loss must be sufficient on the batch from which the weights were computed and on the next one.
    private bool IsSufficient(LayerFeatures features)
    {
        if (_optimiser.Steps > 1 || _losses.Any || _options.SufficientLoss == 0.0 || _options.Loss != PretrainingLoss.Normalised)
        {
            return false;
        }

        using var gradients = no_grad();
        using var output = Module.Run(features.Input);
        var loss = ScaledSquares.Of(output, features.Target, features.Scale).item<float>();
        if (!(loss <= SufficientLoss(features)))
        {
            return false;
        }

        if (_optimiser.Steps == 1 || _totalSteps == 1)
        {
            _sufficientLoss = loss;
        }

        _optimiser.Steps++;
        return true;
    }
}
