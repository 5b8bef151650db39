namespace Lana.Definitions;

/// <summary>How a convolution or a pool treats the border of the map.</summary>
public enum Padding
{
    /// <summary>(kernel − 1) / 2 zeros on every side, PyTorch's usual choice; the kernel is odd.</summary>
    Symmetric,

    /// <summary>TensorFlow's SAME: as many zeros as make the output ⌈size / stride⌉, the odd one at the end.</summary>
    Same,

    /// <summary>No padding.</summary>
    None,
}
