namespace Lana.Modules;

/// <summary>Which statistics batch norms use while a module runs.</summary>
/// <remarks>The mode is an argument of each run and not a state of the module, so that modules can be shared between
/// networks and threads. LANA, section 3.3 ("with batch-norm on current-batch statistics") needs the middle
/// one.</remarks>
public enum RunMode
{
    /// <summary>Running statistics; nothing is changed. The mode of inference, of teachers and of scoring.</summary>
    Evaluate,

    /// <summary>The statistics of this batch; the running ones are neither used nor changed. The mode of
    /// ranking.</summary>
    BatchStatistics,

    /// <summary>The statistics of this batch, which the running ones follow. The mode of training.</summary>
    Train,

    /// <summary>The statistics of this batch; the running ones become the mean over all batches since their counter was
    /// 0. The mode of recalibration.</summary>
    Recalibrate,
}
