namespace Lana;

/// <summary>The log messages of the accelerator.</summary>
internal static partial class SearchLog
{
    [LoggerMessage(1, LogLevel.Information, "{Candidates} operations are worth training for {BudgetMs} of {TeacherMs} ms")]
    public static partial void Planned(ILogger logger, int candidates, double budgetMs, double teacherMs);

    [LoggerMessage(2, LogLevel.Information, "Selected after {Rounds} measured networks: {MeasuredMs} of {BudgetMs} ms")]
    public static partial void Selected(ILogger logger, int rounds, double measuredMs, double budgetMs);

    [LoggerMessage(3, LogLevel.Information, "{Swaps} swaps after {Evaluations} networks: loss {FromLoss} to {ToLoss}")]
    public static partial void Refined(ILogger logger, int swaps, int evaluations, double fromLoss, double toLoss);

    [LoggerMessage(4, LogLevel.Information, "After {Trials} short fine-tunings the lowest loss is {BestLoss}; the scores alone chose {StartLoss}")]
    public static partial void Tried(ILogger logger, int trials, double bestLoss, double startLoss);

    [LoggerMessage(
        5,
        LogLevel.Warning,
        "The student takes {StudentMs} of {BudgetMs} ms in the last measurement; it kept the budget when it was chosen. Start the run again while nothing else runs: it only measures")]
    public static partial void OverBudget(ILogger logger, double studentMs, double budgetMs);

    [LoggerMessage(7, LogLevel.Warning, "The acceleration may not end: {Warning}")]
    public static partial void MayFail(ILogger logger, string warning);

    [LoggerMessage(8, LogLevel.Warning, "Not used: {What}")]
    public static partial void NotUsed(ILogger logger, string what);

    [LoggerMessage(9, LogLevel.Warning, "After {Stage} {Count} of {Candidates} operations are left out: {Examples}")]
    public static partial void LeftOut(ILogger logger, string stage, int count, int candidates, string examples);

    [LoggerMessage(10, LogLevel.Information, "{Count} of {Operations} operations fit no layer of the teacher: {Examples}")]
    public static partial void FitsNowhere(ILogger logger, int count, int operations, string examples);

    [LoggerMessage(11, LogLevel.Warning, "Unit {Unit} was taken over by another worker: this one was not heard of")]
    public static partial void UnitLost(ILogger logger, string unit);

    [LoggerMessage(12, LogLevel.Error, "Unit {Unit} failed")]
    public static partial void UnitFailed(ILogger logger, string unit, Exception failure);

    [LoggerMessage(6, LogLevel.Information, "Forecast:\n{Forecast}")]
    public static partial void Forecast(ILogger logger, Pipeline.AccelerationForecast forecast);
}
