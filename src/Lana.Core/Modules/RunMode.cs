namespace Lana.Modules;

/// <summary>The statistics that batch norms use while a module runs.</summary>
/// <remarks>An argument of each run, so that networks and threads can share modules. LANA, section 3.3, ranks "with
/// batch-norm on current-batch statistics".</remarks>
public enum RunMode
{
    /// <summary>Running statistics; nothing is changed. The mode of inference, of teachers and of scoring.</summary>
    Evaluate,

    /// <summary>The statistics of this batch; the running ones are ignored and kept. For ranking.</summary>
    BatchStatistics,

    /// <summary>The statistics of this batch, which the running ones follow. The mode of training.</summary>
    Train,

    /// <summary>The statistics of this batch; the running ones become the mean since the last reset.</summary>
    Recalibrate,
}
