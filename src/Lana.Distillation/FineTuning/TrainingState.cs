using System.Globalization;
using Lana.Networks;
using Lana.Optimisation;
using Lana.Storage;
using Lana.Weights;
using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>Everything a training needs to go on: weights, moments, the best weights so far, and where it
/// was.</summary>
internal sealed class TrainingState : IDisposable
{
    private const string HashKey = "hash";

    private readonly List<KeyValuePair<string, Tensor>> _state;
    private readonly List<KeyValuePair<string, Tensor>> _best;
    private readonly AdamW _optimiser;

    public TrainingState(LayeredNetwork student, AdamW optimiser)
    {
        _optimiser = optimiser;
        _state = [.. student.State];
        using var gradients = no_grad();
        _best = [.. _state.Select(pair =>
            KeyValuePair.Create(pair.Key, pair.Value.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>1-based; 0 while no epoch was tried.</summary>
    public int BestEpoch { get; private set; }

    public double BestAccuracy { get; private set; } = double.NegativeInfinity;

    /// <summary>The mean loss of the last finished epoch.</summary>
    public double EpochLoss { get; set; }

    /// <summary>Keeps the weights if they are the best so far; of equals the later.</summary>
    public void Consider(int epoch, double accuracy)
    {
        if (accuracy >= BestAccuracy)
        {
            (BestEpoch, BestAccuracy) = (epoch, accuracy);
            Copy(_state, _best);
        }
    }

    /// <summary>Puts the best weights back into the student, where any epoch was tried.</summary>
    public void RestoreBest()
    {
        if (BestEpoch > 0)
        {
            Copy(_best, _state);
        }
    }

    public void Save(string path, string recipe) => ModuleWeights.Write(
        Everything, path, WeightType.F32, new Dictionary<string, string>
        {
            ["recipe"] = recipe,
            ["steps"] = _optimiser.Steps.ToString(CultureInfo.InvariantCulture),
            ["best_epoch"] = BestEpoch.ToString(CultureInfo.InvariantCulture),
            ["best_accuracy"] = BestAccuracy.ToString("R", CultureInfo.InvariantCulture),
            ["epoch_loss"] = EpochLoss.ToString("R", CultureInfo.InvariantCulture),
            [HashKey] = Hash(recipe),
        });

    /// <summary>Goes on from a checkpoint of the same recipe.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="SafetensorsException">It is not what was written; the student has been overwritten
    /// then.</exception>
    public bool TryLoad(string path, string recipe)
    {
        if (!File.Exists(path) || !IsOf(path, recipe))
        {
            return false;
        }

        var metadata = ModuleWeights.Read([.. Everything], path);
        try
        {
            _optimiser.Steps = long.Parse(metadata["steps"], CultureInfo.InvariantCulture);
            BestEpoch = int.Parse(metadata["best_epoch"], CultureInfo.InvariantCulture);
            BestAccuracy = double.Parse(metadata["best_accuracy"], CultureInfo.InvariantCulture);
            EpochLoss = double.Parse(metadata["epoch_loss"], CultureInfo.InvariantCulture);
        }
        catch (Exception cause) when (cause is KeyNotFoundException or FormatException or OverflowException)
        {
            throw Damaged(path, cause);
        }

        return metadata.GetValueOrDefault(HashKey) == Hash(recipe) ? true : throw Damaged(path);
    }

    public void Dispose()
    {
        foreach (var (_, tensor) in _best)
        {
            tensor.Dispose();
        }
    }

    private IEnumerable<KeyValuePair<string, Tensor>> Everything =>
    [
        .. _state,
        .. _best.Select(pair => KeyValuePair.Create($"best.{pair.Key}", pair.Value)),
        KeyValuePair.Create("optimiser.first_moment", _optimiser.FirstMoment),
        KeyValuePair.Create("optimiser.second_moment", _optimiser.SecondMoment),
    ];

    private static bool IsOf(string path, string recipe)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Metadata.GetValueOrDefault("recipe") == recipe;
    }

    private static SafetensorsException Damaged(string path, Exception? cause = null) => new(
        path, "the checkpoint is not what was written. Delete it to begin the fine-tuning again.", innerException: cause);

    // A flipped bit in a weight is still a weight: only a hash can tell.
    private string Hash(string recipe)
    {
        using var hash = new ContentHash();
        hash.Add(recipe).Add(_optimiser.Steps).Add(BestEpoch).Add(BestAccuracy).Add(EpochLoss);
        foreach (var (name, tensor) in Everything)
        {
            using var scope = NewDisposeScope();
            hash.Add(name).Add(tensor.detach().cpu().contiguous().bytes);
        }

        return hash.ToText();
    }

    private static void Copy(
        List<KeyValuePair<string, Tensor>> from, List<KeyValuePair<string, Tensor>> to)
    {
        using var gradients = no_grad();
        foreach (var (source, target) in from.Zip(to))
        {
            target.Value.copy_(source.Value);
        }
    }
}
