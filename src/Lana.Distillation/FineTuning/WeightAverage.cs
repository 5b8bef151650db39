namespace Lana.FineTuning;

/// <summary>A moving average of a network's state that can replace the state.</summary>
/// <remarks>Polyak and Juditsky 1992 in its exponential form. The first steps use a smaller decay,
/// (1 + t) / (10 + t), so that initial weights soon lose their influence. Counters are copied.</remarks>
internal sealed class WeightAverage(IReadOnlyList<KeyValuePair<string, Tensor>> state, double decay) : IDisposable
{
    public IReadOnlyList<KeyValuePair<string, Tensor>> Values { get; } = [.. state.Select(pair => KeyValuePair.Create(
        pair.Key, pair.Value.detach().clone().DetachFromDisposeScope()))];

    /// <summary>Moves the average towards the state.</summary>
    public void Follow(long step)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using Scalar kept = DecayAt(step, decay);
        using Scalar added = 1.0 - DecayAt(step, decay);
        foreach (var (now, average) in state.Zip(Values))
        {
            if (average.Value.is_floating_point())
            {
                average.Value.mul_(kept).add_(now.Value.detach(), added);
            }
            else
            {
                average.Value.copy_(now.Value);
            }
        }
    }

    /// <summary>Exchanges the average and the state; a second call restores both.</summary>
    public void Exchange()
    {
        using var gradients = no_grad();
        foreach (var (now, average) in state.Zip(Values))
        {
            using var kept = now.Value.detach().clone();
            now.Value.copy_(average.Value);
            average.Value.copy_(kept);
        }
    }

    public void Dispose()
    {
        foreach (var (_, tensor) in Values)
        {
            tensor.Dispose();
        }
    }

    internal static double DecayAt(long step, double decay) => Math.Min(decay, (1.0 + step) / (10.0 + step));
}
