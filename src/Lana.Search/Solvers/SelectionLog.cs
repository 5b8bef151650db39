namespace Lana.Solvers;

internal static partial class SelectionLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void LeftOut(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Information, Message = "Selection {Status}: {Count} solutions in {Elapsed}, best {Objective}")]
    public static partial void Selected(ILogger logger, SelectionStatus status, int count, TimeSpan elapsed, double objective);
}
