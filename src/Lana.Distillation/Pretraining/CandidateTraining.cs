using System.Globalization;
using Lana.Candidates;
using Lana.Definitions;
using Lana.Internal;
using Lana.Modules;
using Lana.Objectives;
using Lana.Pool;
using Lana.Training;
using static TorchSharp.torch;

namespace Lana.Pretraining;

/// <summary>One operation in training: its module, its optimiser and how it has fared.</summary>
internal sealed class CandidateTraining : IDisposable
{
    private const string StepsKey = "steps";
    private const string LossesKey = "losses";

    private readonly PretrainingOptions _options;
    private string _fingerprint;
    private readonly long _totalSteps;
    private readonly LossRecord _losses;
    private readonly FlatParameters _parameters;
    private readonly FlatOptimiser _optimiser;
    private string? _failure;

    public CandidateTraining(Candidate candidate, string fingerprint, ulong seed, long totalSteps, PretrainingOptions options)
    {
        Candidate = candidate;
        _fingerprint = fingerprint;
        _totalSteps = totalSteps;
        _options = options;
        _losses = new LossRecord(totalSteps);
        Module = candidate.Definition.Build(
            candidate.Layer.Input, SeedMix.Of(seed, candidate.Layer.Name, candidate.Operation.Name));
        _parameters = new FlatParameters(Module.parameters());
        _optimiser = FlatOptimiser.Create(
            options.Optimiser, _parameters, options.WeightDecay, options.Momentum, options.MaxGradientNorm);
    }

    public Candidate Candidate { get; }

    public LanaModule Module { get; }

    public PoolEntry Entry => new(
        Candidate.Key,
        _fingerprint,
        _optimiser.Steps,
        _losses.Initial,
        IsDropped ? _losses.Early : _losses.Final,
        FileHash: "",
        _failure);

    /// <summary>Whether it still trains: it has neither failed nor been dropped.</summary>
    public bool IsActive => _failure is null;

    /// <summary>The mean loss towards the end of the first quarter.</summary>
    public double EarlyLoss => _losses.Early;

    /// <summary>Whether it was given up, not failed.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>Gives the operation up.</summary>
    /// <param name="reason">Why, for a reader.</param>
    /// <param name="fingerprint">The hash of everything the decision depends on.</param>
    public void Drop(string reason, string fingerprint) => (_failure, _fingerprint, IsDropped) = (reason, fingerprint, true);

    /// <summary>The steps that an earlier run took; this one goes on there.</summary>
    public long StepsBefore { get; private set; }

    /// <summary>The steps in a checkpoint of this fingerprint; 0 where there is none.</summary>
    public static long StepsAt(string checkpoint, string fingerprint) =>
        CheckpointFile.Facts(checkpoint, fingerprint)?.GetValueOrDefault(StepsKey) is { } steps
            ? long.Parse(steps, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>Takes one step for each batch, in order, unless the operation has failed or has taken it
    /// before.</summary>
    /// <param name="batches">The features.</param>
    /// <param name="first">The step of the first of them.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public void Train(IReadOnlyList<FeatureBatch> batches, long first, CancellationToken cancellationToken)
    {
        // Between two windows many other operations take their turn, and the library forgets.
        var isFirst = true;
        for (var index = 0; index < batches.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsActive && first + index >= StepsBefore)
            {
                Step(batches[index][Candidate.Layer.Index], isFirst);
                isFirst = false;
            }
        }
    }

    /// <summary>Keeps the state in a file.</summary>
    public void Save(string path) => CheckpointFile.Write(path, _fingerprint, State, new Dictionary<string, string>
    {
        [StepsKey] = _optimiser.Steps.ToString(CultureInfo.InvariantCulture),
        [LossesKey] = _losses.ToText(),
    });

    /// <summary>Goes on from a file of the same fingerprint, if there is one.</summary>
    /// <exception cref="Weights.SafetensorsException">It is not what was written.</exception>
    public void TryLoad(string path) => CheckpointFile.TryRead(path, _fingerprint, State, facts =>
    {
        StepsBefore = _optimiser.Steps = long.Parse(facts[StepsKey], CultureInfo.InvariantCulture);
        _losses.Restore(facts[LossesKey]);
    });

    public void Dispose()
    {
        _optimiser.Dispose();
        _parameters.Dispose();
        Module.Dispose();
    }

    private List<KeyValuePair<string, Tensor>> State =>
        [.. Module.state_dict(), .. _optimiser.State];

    private void Step(LayerFeatures features, bool isFirst)
    {
        using var scope = NewDisposeScope();
        if (_optimiser.Steps == 0 && _options.InitialSpread > 0.0)
        {
            Module.InitialiseFromData(features.Input, features.Target, _options.InitialSpread);
        }

        var loss = ScaledSquares.Of(Module.Run(features.Input, RunMode.Train), features.Target, features.Scale);
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
}
