namespace Lana;

/// <summary>The progress of a long call.</summary>
/// <param name="Stage">The current stage in a few words, for example <c>pre-training</c>.</param>
/// <param name="Done">Units finished in this stage, 0 to <paramref name="Of"/>.</param>
/// <param name="Of">Units in this stage, at least 1.</param>
/// <param name="Eta">The time left in this stage from the speed measured so far; null while it is unknown.</param>
public readonly record struct LanaProgress(string Stage, long Done, long Of, TimeSpan? Eta = null)
{
    /// <summary>The finished share of this stage, 0 to 1.</summary>
    public double Fraction => Of <= 0 ? 1.0 : Math.Clamp((double)Done / Of, 0.0, 1.0);

    /// <summary>Formats one line, for example <c>fine-tuning 30 %, 01:20:49 left</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var left = Eta is { } eta ? $", {TimeSpan.FromSeconds((long)eta.TotalSeconds):c} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Stage} {Fraction:P0}{left}");
    }
}
