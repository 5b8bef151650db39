namespace Lana.Training;

/// <summary>The learning rate over a run: a linear warm-up, then half a cosine down to 0.</summary>
internal static class CosineSchedule
{
    /// <summary>The share of the peak rate; both parameters are shares of the run, 0 to 1.</summary>
    public static double Factor(double progress, double warmup)
    {
        if (progress < warmup)
        {
            return progress / warmup;
        }

        var descent = warmup < 1.0 ? (progress - warmup) / (1.0 - warmup) : 1.0;
        return 0.5 * (1.0 + Math.Cos(Math.PI * Math.Clamp(descent, 0.0, 1.0)));
    }
}
