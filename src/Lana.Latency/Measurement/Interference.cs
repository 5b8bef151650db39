namespace Lana.Measurement;

/// <summary>What counts as undisturbed: all tolerances, with their reasons.</summary>
/// <remarks>Interference only adds time, so the undisturbed level is a low quantile of what was measured; a tolerance is the
/// factor above it that still counts as undisturbed.</remarks>
internal static class Interference
{
    // Of many rounds or windows; the fastest of many is luck, and would move all times by some percent.
    public const double UndisturbedShare = 0.1;

    // Of a few runs: a quarter of them is undisturbed on any machine that can be measured on.
    public const double UndisturbedQuarter = 0.25;

    // The reference model's own times vary by some percent.
    public const double ReferenceTolerance = 1.08;

    // The teacher is disturbed in the shared cache, which the small reference model is not.
    public const double TeacherTolerance = 1.04;

    // Rounds are smoothed over five, so they vary less than single runs.
    public const double RoundTolerance = 1.05;

    // In slower windows of a table, large operations are slowed by another factor than small ones.
    public const double WindowTolerance = 1.1;

    // Of a pass over a table, by the reference: what windows' factors correct need not be as undisturbed as a single run.
    public const double PassTolerance = 1.15;
}
