namespace Lana;

/// <summary>Log messages of Lana.Distillation.</summary>
internal static partial class DistillationLog
{
    [LoggerMessage(1, LogLevel.Warning, "Operation {Operation} of layer {Layer} is left out: {Reason}")]
    public static partial void OperationFailed(ILogger logger, string operation, string layer, string reason);

    [LoggerMessage(3, LogLevel.Information, "Operation {Operation} of layer {Layer} is not trained further: {Reason}")]
    public static partial void OperationDropped(ILogger logger, string operation, string layer, string reason);

    [LoggerMessage(2, LogLevel.Information, "Fine-tuning continues at step {Step} of {Steps}")]
    public static partial void FineTuningContinued(ILogger logger, long step, long steps);
}
