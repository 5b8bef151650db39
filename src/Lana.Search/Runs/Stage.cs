namespace Lana.Runs;

/// <summary>A step of the pipeline: its name, its declared inputs and its computation.</summary>
/// <remarks>The inputs are the properties of <typeparamref name="TInput"/>: the result is kept under their
/// <see cref="InputsFingerprint"/>, and a stage whose inputs are unchanged does not run again.</remarks>
/// <typeparam name="TInput">The declared inputs.</typeparam>
/// <typeparam name="TResult">The result, which is written to JSON.</typeparam>
internal abstract class Stage<TInput, TResult>
    where TInput : notnull
    where TResult : notnull
{
    /// <summary>The name, which is also that of the stage's file.</summary>
    public abstract string Name { get; }

    /// <summary>True if the stage keeps its own files and finds out what is missing: it always runs, and only its
    /// duration is recorded.</summary>
    public virtual bool KeepsOwnFiles => false;

    public abstract Task<TResult> RunAsync(TInput input, StageContext context);

    /// <summary>The fingerprint that later stages depend on; by default that of the inputs.</summary>
    public virtual string FingerprintOf(string inputs, TResult result) => inputs;
}
