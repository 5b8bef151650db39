using Lana.Scoring;

namespace Lana.FineTuning;

/// <summary>Everything a training needs to continue: weights, moments, the best weights so far, and its
/// progress.</summary>
internal sealed class TrainingState : ICheckpointed, IDisposable
{
    private readonly List<KeyValuePair<string, Tensor>> _state;
    private readonly List<KeyValuePair<string, Tensor>> _best;
    private readonly FlatOptimiser _optimiser;
    private readonly WeightAverage? _average;
    private readonly List<FineTuningEpoch> _curve = [];
    private double _lossSum;
    private long _lossSteps;

    public TrainingState(Network student, FlatOptimiser optimiser, double emaDecay)
    {
        _optimiser = optimiser;
        _state = [.. student.State];
        using var gradients = no_grad();
        _best = [.. _state.Select(pair =>
            KeyValuePair.Create(pair.Key, pair.Value.detach().clone().DetachFromDisposeScope()))];
        _average = emaDecay > 0.0 ? new WeightAverage(_state, emaDecay) : null;
    }

    public CheckpointFile? Checkpoint { get; init; }

    /// <summary>The best epoch, counted from 1; 0 if no epoch was evaluated yet.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The evaluation of the best epoch; null if no epoch was evaluated yet.</summary>
    public Evaluation? Best { get; private set; }

    /// <summary>The finished epochs.</summary>
    public IReadOnlyList<FineTuningEpoch> Curve => _curve;

    /// <summary>Counts a step whose weights have been updated.</summary>
    public void EndStep(double loss)
    {
        _lossSum += loss;
        _lossSteps++;
        _average?.Follow(_optimiser.Steps);
    }

    /// <summary>Ends an epoch with the mean loss of its steps.</summary>
    /// <param name="epoch">The number of the epoch.</param>
    /// <param name="evaluate">The evaluation of the weights that would be returned, which are kept if they are the best so
    /// far, and of equals the later; null for no evaluation.</param>
    public void EndEpoch(int epoch, Func<Evaluation>? evaluate)
    {
        var evaluation = evaluate is null ? null : KeepIfBest(epoch, evaluate);
        _curve.Add(new FineTuningEpoch(epoch, _lossSum / _lossSteps, LossOf(evaluation), evaluation?.Accuracy));
        (_lossSum, _lossSteps) = (0.0, 0);
    }

    /// <summary>Returns the loss of an evaluation as results tell it: +∞ for one that is not a number.</summary>
    public static double? LossOf(Evaluation? evaluation) =>
        evaluation is { Loss: double.NaN } ? double.PositiveInfinity : evaluation?.Loss;

    /// <summary>Copies the best weights into the student, or keeps the last if no epoch was evaluated.</summary>
    public void Finish()
    {
        if (BestEpoch > 0)
        {
            Copy(_best, _state);
        }
        else
        {
            _average?.Exchange();
        }
    }

    public IReadOnlyCollection<KeyValuePair<string, Tensor>> State =>
    [
        .. _state,
        .. _best.Select(pair => KeyValuePair.Create($"best.{pair.Key}", pair.Value)),
        .. (_average?.Values ?? []).Select(pair => KeyValuePair.Create($"average.{pair.Key}", pair.Value)),
        .. _optimiser.State,
    ];

    public IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["steps"] = _optimiser.Steps.ToString(CultureInfo.InvariantCulture),
        ["best_epoch"] = BestEpoch.ToString(CultureInfo.InvariantCulture),
        ["best_accuracy"] = (Best?.Accuracy ?? 0.0).ToString("R", CultureInfo.InvariantCulture),
        ["best_loss"] = (Best?.Loss ?? 0.0).ToString("R", CultureInfo.InvariantCulture),
        ["best_images"] = (Best?.Images ?? 0).ToString(CultureInfo.InvariantCulture),
        ["curve"] = JsonSerializer.Serialize(_curve, JsonFile.DefaultOptions),
        ["loss_sum"] = _lossSum.ToString("R", CultureInfo.InvariantCulture),
        ["loss_steps"] = _lossSteps.ToString(CultureInfo.InvariantCulture),
    };

    public void Restore(IReadOnlyDictionary<string, string> facts)
    {
        _optimiser.Steps = long.Parse(facts["steps"], CultureInfo.InvariantCulture);
        BestEpoch = int.Parse(facts["best_epoch"], CultureInfo.InvariantCulture);
        var best = new Evaluation(
            double.Parse(facts["best_loss"], CultureInfo.InvariantCulture),
            double.Parse(facts["best_accuracy"], CultureInfo.InvariantCulture),
            int.Parse(facts["best_images"], CultureInfo.InvariantCulture));
        Best = BestEpoch > 0 ? best : null;
        _curve.Clear();
        _curve.AddRange(JsonSerializer.Deserialize<List<FineTuningEpoch>>(facts["curve"], JsonFile.DefaultOptions)!);
        _lossSum = double.Parse(facts["loss_sum"], CultureInfo.InvariantCulture);
        _lossSteps = long.Parse(facts["loss_steps"], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _average?.Dispose();
        foreach (var (_, tensor) in _best)
        {
            tensor.Dispose();
        }
    }

    private Evaluation KeepIfBest(int epoch, Func<Evaluation> evaluate)
    {
        _average?.Exchange();
        var evaluation = evaluate();
        if (evaluation.Accuracy >= (Best?.Accuracy ?? double.NegativeInfinity))
        {
            (BestEpoch, Best) = (epoch, evaluation);
            Copy(_state, _best);
        }

        _average?.Exchange();
        return evaluation;
    }

    private static void Copy(List<KeyValuePair<string, Tensor>> from, List<KeyValuePair<string, Tensor>> to)
    {
        using var gradients = no_grad();
        foreach (var (source, target) in from.Zip(to))
        {
            target.Value.copy_(source.Value);
        }
    }
}
