namespace Lana.Data;

/// <summary>The order of the colours along C of [N, C, H, W].</summary>
public enum ImageChannelOrder
{
    /// <summary>Red, green, blue: PyTorch's and TensorFlow's order.</summary>
    Rgb,

    /// <summary>Blue, green, red: OpenCV's and Caffe's order.</summary>
    Bgr,
}
