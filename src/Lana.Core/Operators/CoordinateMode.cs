namespace Lana.Operators;

/// <summary>Which position of the input a resize looks at for each position of the output, as ONNX names it.</summary>
/// <remarks>x is the output's position, and scale is output size / input size unless it is given.</remarks>
public enum CoordinateMode
{
    /// <summary>(x + 0.5) / scale − 0.5.</summary>
    HalfPixel,

    /// <summary>As <see cref="HalfPixel"/>, and 0 where the output has size 1.</summary>
    PytorchHalfPixel,

    /// <summary>x · (input size − 1) / (output size − 1): the corners of both lie on each other.</summary>
    AlignCorners,

    /// <summary>x / scale.</summary>
    Asymmetric,
}
