namespace Lana.Measurement;

/// <summary>What counts as undisturbed: all tolerances, with their reasons.</summary>
/// <remarks>Interference only adds time, so a level is undisturbed when it is near a low quantile of what was measured. A
/// tolerance is the factor above that level that still counts as undisturbed.</remarks>
internal static class Interference
{
    /// <summary>The quantile of many rounds or windows that is undisturbed; the fastest of many is luck, and would move
    /// all times by some percent.</summary>
    public const double UndisturbedShare = 0.1;

    /// <summary>The quantile of a few runs that is undisturbed: a quarter of the runs is, on any machine that can be
    /// measured on.</summary>
    public const double UndisturbedQuarter = 0.25;

    /// <summary>Of the reference model, whose own times vary by some percent.</summary>
    public const double ReferenceTolerance = 1.08;

    /// <summary>Of the teacher in a paired comparison: it is disturbed in the shared cache, which the small reference
    /// model is not.</summary>
    public const double TeacherTolerance = 1.04;

    /// <summary>Of a round in a window: rounds are smoothed over five, so they vary less than single runs.</summary>
    public const double RoundTolerance = 1.05;

    /// <summary>Of a window of a table: in slower windows the factor of large operations is not that of small
    /// ones.</summary>
    public const double WindowTolerance = 1.1;

    /// <summary>Of a pass over a table, by the reference model: what windows' factors correct need not be as undisturbed
    /// as a single measurement.</summary>
    public const double PassTolerance = 1.15;
}
