namespace Lana.FineTuning;

/// <summary>A fine-tuning has diverged.</summary>
/// <param name="step">The step, counted from 0.</param>
/// <param name="loss">The loss at this step.</param>
public sealed class NonFiniteLossException(long step, double loss)
    : LanaException($"The loss was {loss} at step {step} of the fine-tuning; try a lower learning rate.")
{
    /// <summary>The step, counted from 0.</summary>
    public long Step { get; } = step;

    /// <summary>The loss at this step.</summary>
    public double Loss { get; } = loss;
}
