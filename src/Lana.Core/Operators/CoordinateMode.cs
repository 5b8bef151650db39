namespace Lana.Operators;

/// <summary>The input position that a resize uses for each output position, with the names of ONNX.</summary>
/// <remarks>x is the output's position, and scale is output size / input size unless it is given.</remarks>
public enum CoordinateMode
{
    /// <summary>(x + 0.5) / scale − 0.5.</summary>
    HalfPixel,

    /// <summary>As <see cref="HalfPixel"/>, and 0 if the output has size 1.</summary>
    PytorchHalfPixel,

    /// <summary>x · (input size − 1) / (output size − 1): the corners of both coincide.</summary>
    AlignCorners,

    /// <summary>x / scale.</summary>
    Asymmetric,
}
