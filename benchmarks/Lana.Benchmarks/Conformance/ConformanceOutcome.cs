namespace Lana.Benchmarks.Conformance;

/// <summary>The outcome of a test.</summary>
internal enum ConformanceOutcome
{
    /// <summary>Its first input is not a float32 map, or it has an operator that is not supported.</summary>
    OutOfScope,

    /// <summary>The outputs are those of the standard.</summary>
    Passed,

    /// <summary>The outputs are those of ONNX Runtime, which differ from the standard's.</summary>
    AsOnnxRuntime,

    /// <summary>The model was refused, with a reason.</summary>
    Refused,

    /// <summary>The outputs differ.</summary>
    Wrong,
}
